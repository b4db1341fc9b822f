export {}

/** What a test waits for on a page ends the wait, not a second that a busy machine does not have. */
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/preact')
  configure({ asyncUtilTimeout: 20_000 })
}
