/** Which words a browser uses for putting an app on the home screen, and what it does with data of pages. Guessed from
 *  what it says of itself; a wrong guess costs a wrong hint, nothing else. */
export type Platform =
  /** Safari and all other browsers of an iPhone or iPad. */
  | 'ios'
  | 'android'
  | 'android-firefox'
  | 'mac-safari'
  | 'desktop-firefox'
  /** Chrome, Edge and their kin at a desk. */
  | 'desktop'

export function platformOf({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Platform {
  const isFirefox = /Firefox\//.test(userAgent)
  if (/Android/.test(userAgent)) return isFirefox ? 'android-firefox' : 'android'
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios'
  if (isFirefox) return 'desktop-firefox'
  return /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent) && /Macintosh/.test(userAgent)
    ? 'mac-safari'
    : 'desktop'
}
