import { FUNDERS, type Funder } from '#domain/funder.ts'
import type { ProgrammeId } from '#domain/ids.ts'
import type { Day } from '#domain/session.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asNumber, asObject, asText } from './json.ts'
import { type LocalText, readLocalText } from './localText.ts'
import { isDay } from './sessionFacts.ts'

/** `office/programme/{g}`: a funded project. Keys: title · registrationNumber · period · beneficiary · funder · publicity ·
 *  activity/{id} · demonstration. */
export interface Programme {
  title: LocalText
  registrationNumber: string | null
  period: { start: Day; end: Day } | null
  /** Who got the money, where that is not the hub by its own name. */
  beneficiary: string | null
  funder: Funder | null
  /** The funder's own words for what participants get: beside the emblem, or in its place. */
  publicity: LocalText
  /** By number, then by id. */
  activities: Activity[]
  demonstration: boolean
}

export interface Activity {
  id: string
  number: number | null
  kind: string
  title: LocalText
}

export function readProgramme(entries: ReadonlyMap<string, Json>): Programme {
  const activities: Activity[] = []
  for (const [key, value] of entries) {
    const activity = key.startsWith('activity/') ? asObject(value) : null
    if (!activity) continue
    activities.push({
      id: key.slice('activity/'.length),
      number: asNumber(activity.number),
      kind: asText(activity.kind) ?? '',
      title: readLocalText(activity.title),
    })
  }
  const period = asObject(entries.get('period'))
  return {
    title: readLocalText(entries.get('title')),
    registrationNumber: asText(entries.get('registrationNumber')),
    period: period && isDay(period.start) && isDay(period.end) ? { start: period.start, end: period.end } : null,
    beneficiary: asText(entries.get('beneficiary')),
    funder: FUNDERS.find((funder) => funder === entries.get('funder')) ?? null,
    publicity: readLocalText(entries.get('publicity')),
    activities: activities.sort(byNumber),
    demonstration: entries.get('demonstration') === true,
  }
}

/** Only what is given is written; null takes away. `activities` holds those that are new or changed; of
 *  `withoutActivities` nothing is left but what runs say of them. */
export function programmeChange(
  programme: ProgrammeId,
  fields: Partial<Programme> & { withoutActivities?: string[] },
): DocumentChange {
  const entries: DocumentChange['entries'] = []
  if (fields.title) entries.push(['title', { ...fields.title }])
  if (fields.registrationNumber !== undefined) entries.push(['registrationNumber', fields.registrationNumber])
  if (fields.period !== undefined) entries.push(['period', fields.period && { ...fields.period }])
  if (fields.beneficiary !== undefined) entries.push(['beneficiary', fields.beneficiary])
  if (fields.funder !== undefined) entries.push(['funder', fields.funder])
  if (fields.publicity) entries.push(['publicity', { ...fields.publicity }])
  for (const { id, number, kind, title } of fields.activities ?? []) {
    entries.push([`activity/${id}`, { number, kind, title: { ...title } }])
  }
  for (const id of fields.withoutActivities ?? []) entries.push([`activity/${id}`, null])
  if (fields.demonstration) entries.push(['demonstration', true])
  return { document: documentId.programme(programme), entries }
}

const LAST = Number.MAX_SAFE_INTEGER
const byNumber = (a: Activity, b: Activity) => (a.number ?? LAST) - (b.number ?? LAST) || (a.id < b.id ? -1 : 1)
