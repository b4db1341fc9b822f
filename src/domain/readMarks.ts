/** A stretch of text that is said in one way. */
export interface MarkedRun {
  text: string
  mark: 'plain' | 'strong' | 'emphasis'
}

/** A mark opens before a letter and closes after one, in one paragraph: `2 * 3 * 4` has none. */
const MARKED = /\*\*(?=\S)([^*]*[^*\s])\*\*|\*(?=\S)([^*]*[^*\s])\*/g

/** Reads `**strong**` and `*emphasis*`, the only marks in learning texts. They do not nest. An asterisk that marks
 *  nothing stays what it is. */
export function readMarks(text: string): MarkedRun[] {
  const runs: MarkedRun[] = []
  let at = 0
  for (const found of text.matchAll(MARKED)) {
    if (found.index > at) runs.push({ text: text.slice(at, found.index), mark: 'plain' })
    const [whole, strong, emphasis] = found
    runs.push(strong === undefined ? { text: emphasis ?? '', mark: 'emphasis' } : { text: strong, mark: 'strong' })
    at = found.index + whole.length
  }
  if (at < text.length) runs.push({ text: text.slice(at), mark: 'plain' })
  return runs
}
