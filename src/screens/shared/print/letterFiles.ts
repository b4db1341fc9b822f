/** The files that `fonts.css` names. */
export const LETTER_FILES = Object.values(
  import.meta.glob<string>('../../../../node_modules/@fontsource/ubuntu/files/ubuntu-*-[47]00-normal.woff2', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)
