/** The cache with the letters of what is printed. The app fills it on phones of whoever prints. */
export const LETTERS = 'teren-letters'
