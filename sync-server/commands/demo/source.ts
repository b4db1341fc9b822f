import { readFileSync } from 'node:fs'

/** The facts of real programmes, as their own pages state them (`programmes.json`). Only what is used is typed. */
export interface SourceProgramme {
  id: string
  title: { orig: { lang: string; text: string }; en: string }
  registration_number: string | null
  period: { start: string | null; end: string | null; precision: string }
  lead: { name: Record<string, string> }
  activities: { id: string; number?: number; kind: string; title: Record<string, string> }[]
  /** A title by language tag. */
  course_topics: Record<string, string>[]
}

export function readSourceProgramme(id: string): SourceProgramme {
  const file: { programmes: SourceProgramme[] } = JSON.parse(
    readFileSync(new URL('./programmes.json', import.meta.url), 'utf8'),
  )
  const programme = file.programmes.find((candidate) => candidate.id === id)
  if (!programme) throw new Error(`programmes.json holds no programme ${id}`)
  return programme
}
