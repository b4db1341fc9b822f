import { readMarks } from '#domain/readMarks.ts'

/** A text with its strong and emphasised words; nothing in it is markup. */
export function Marked({ text }: { text: string }) {
  return (
    <>
      {readMarks(text).map((run, at) => {
        const key = `run ${at}`
        if (run.mark === 'strong') return <strong key={key}>{run.text}</strong>
        if (run.mark === 'emphasis') return <em key={key}>{run.text}</em>
        return run.text
      })}
    </>
  )
}
