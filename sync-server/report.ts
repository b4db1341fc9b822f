/** What the server tells whoever runs it: one line of JSON an event, on stderr.
 *  Never names, notes, codes or cookies: ids are random and say nothing. */
export type Report = (event: string, fields: Record<string, string | number | boolean>) => void

export const reportToStderr: Report = (event, fields) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`)
}
