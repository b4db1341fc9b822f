import { readFileSync } from 'node:fs'
import type { LocalText } from '#documents/localText.ts'

/** The facts of real programmes, as their own pages state them (`programmes.json`). Only what is used is typed; null is
 *  what the page does not say, and stays unknown. */
export interface SourceProgramme {
  id: string
  title: { orig: { lang: string; text: string }; en: string }
  registration_number: string | null
  period: { start: string | null; end: string | null; precision?: string }
  lead: { name: Record<string, string> } | null
  activities: { id: string; number?: number; kind: string; title: Record<string, string> }[]
  events: {
    id: string
    parts?: { type: string; title_en: string }[]
    days?: number
    participants?: { value: number }
  }[]
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

/** The sources name topics and activities inside a sentence; as titles they begin with a capital letter. */
export const asTitles = (texts: LocalText): LocalText =>
  Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, asTitle(text)]))

const asTitle = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** Courses of the catalogue made of the source's activities, in this order. */
export const activitiesAsCourses =
  (...ids: string[]) =>
  ({ activities }: SourceProgramme) =>
    ids.flatMap((id) => {
      const activity = activities.find((one) => one.id === id)
      return activity ? [{ title: asTitles(activity.title), kind: activity.kind, activity: id }] : []
    })
