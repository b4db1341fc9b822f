/** Stands in for `lib0/logging`, by which Yjs warns developers: the original draws colours and images on a console, and
 *  brings 2.5 kB of what that needs (`vite.config.ts`). */

export const [BOLD, UNBOLD, RED, ORANGE] = ['', '', '', '']

const say = (...words: unknown[]): void => {
  // biome-ignore lint/suspicious/noConsole: these are Yjs's words, for developers
  console.warn(...words.filter((word) => word !== ''))
}

export { say as print, say as warn }
