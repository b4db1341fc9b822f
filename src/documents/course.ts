import type { CourseId, ProgrammeId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asName, asText } from './json.ts'
import { type LocalText, readLocalText } from './localText.ts'

/** `office/course/{c}`: a catalogue entry. */
export interface Course {
  title: LocalText
  /** course, workshop, seminar … the list can be extended, so any word is possible. '' when not stated. */
  kind: string
  /** An activity of the programme. */
  activity: string | null
  programme: ProgrammeId | null
  demonstration: boolean
}

export const readCourse = (entries: ReadonlyMap<string, Json>): Course => ({
  title: readLocalText(entries.get('title')),
  kind: asText(entries.get('kind')) ?? '',
  activity: asName(entries.get('activity')),
  programme: asName(entries.get('programme')),
  demonstration: entries.get('demonstration') === true,
})

/** Only what is given is written; null takes away. */
export function courseChange(course: CourseId, fields: Partial<Course>): DocumentChange {
  const entries: DocumentChange['entries'] = []
  if (fields.title) entries.push(['title', { ...fields.title }])
  for (const name of ['kind', 'activity', 'programme'] as const) {
    const value = fields[name]
    if (value !== undefined) entries.push([name, value])
  }
  if (fields.demonstration) entries.push(['demonstration', true])
  return { document: documentId.course(course), entries }
}
