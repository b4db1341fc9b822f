import type { FieldChange, SessionParts } from '#domain/fieldChange.ts'
import type { MemberId, SessionId } from '#domain/ids.ts'
import type { Json } from './change.ts'
import { asList, asName, asNumber, asObject, asText } from './json.ts'
import { readFacts } from './sessionFacts.ts'

/** What trainers change of sessions where they teach them: the plan itself, and beside it under a key of its own what
 *  stood there before. Apps that know nothing of it read the plan as it is now. */

export function readChange(id: string, value: Json, isUndone: boolean): FieldChange | null {
  const json = asObject(value)
  if (!json || id === '') return null
  return {
    id,
    at: asNumber(json.at) ?? 0,
    by: asName<MemberId>(json.by),
    reason: asText(json.reason) ?? '',
    was: readParts(json.was),
    now: readParts(json.now),
    second: asName<SessionId>(json.second),
    isUndone,
  }
}

function readParts(value: Json | undefined): SessionParts {
  const json = asObject(value)
  const [facts, place] = [readFacts(json?.facts), asText(json?.place)]
  return {
    ...(facts ? { facts } : {}),
    ...(place === null ? {} : { place }),
    ...(json?.trainers === undefined
      ? {}
      : { trainers: asList(json.trainers).flatMap((member) => asName<MemberId>(member) ?? []) }),
  }
}
