import { isClaimKey } from './claimKey.ts'
import type { Claim, Review, Span, Status } from './claims.ts'
import { type ClaimKey, isId, type PersonId } from './ids.ts'
import type { AgendaItem, Break, Mode, SessionFacts, SessionMode } from './session.ts'
import { isDay, isWallTime } from './sessionTime.ts'

/** Checks what came from disk or network before it is used. Fields that this version does not know are left out. */

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isInstant = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15
const isStatus = (value: unknown): value is Status => value === 'present' || value === 'absent' || value === 'excused'
const isMode = (value: unknown): value is Mode => value === 'on-site' || value === 'online'
const isSessionMode = (value: unknown): value is SessionMode => isMode(value) || value === 'both'
const isTime = (value: unknown): value is string => isText(value) && isWallTime(value)
const isKey = (value: unknown): value is ClaimKey => isText(value) && isClaimKey(value)
const isPerson = (value: unknown): value is PersonId => isText(value) && isId(value)

/** Missing is fine; anything else must be right. */
const optional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value)
const listOf =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(is)
const isKeys = listOf(isKey)

const isBreak = (value: unknown): value is Break => isFields(value) && isTime(value.start) && isTime(value.end)
const isAgendaItem = (value: unknown): value is AgendaItem =>
  isFields(value) && isText(value.id) && isText(value.title) && isTime(value.start) && isTime(value.end)
const isSpan = (value: unknown): value is Span =>
  isFields(value) && optional(value.from, isTime) && optional(value.to, isTime)

/** Returns null for what is not the facts of a session. The zone may be one that this machine does not know. */
export function readFacts(json: unknown): SessionFacts | null {
  if (!isFields(json)) return null
  const { date, start, end, zone, breaks, mode, agenda } = json
  if (!isText(date) || !isDay(date) || !isTime(start) || !isTime(end) || !isText(zone)) return null
  if (!listOf(isBreak)(breaks) || !isSessionMode(mode) || !listOf(isAgendaItem)(agenda)) return null
  return {
    date,
    start,
    end,
    zone,
    breaks: breaks.map((pause) => ({ start: pause.start, end: pause.end })),
    mode,
    agenda: agenda.map((item) => ({ id: item.id, title: item.title, start: item.start, end: item.end })),
  }
}

/** Returns null for what is not a claim that this version understands. */
export function readClaim(json: unknown): Claim | null {
  if (!isFields(json)) return null
  const { at, replaces } = json
  if (!isInstant(at) || !isKeys(replaces)) return null
  const stated = { at, replaces }
  switch (json.kind) {
    case 'mark':
    case 'item-mark': {
      const { kind, item, status, ownStatus, mode, spans, minutes, way, about } = json
      if (!isStatus(status) || !optional(mode, isMode) || !optional(spans, listOf(isSpan))) return null
      if (!optional(minutes, isCount) || !optional(about, isText)) return null
      const said = {
        status,
        ...(isText(ownStatus) && isId(ownStatus) && { ownStatus }),
        ...(isMode(mode) && { mode }),
        ...(listOf(isSpan)(spans) && { spans: spans.map(readSpan) }),
        ...(way === 'badge' && { way: 'badge' as const }),
        ...(isText(about) && { about }),
        ...stated,
      }
      if (kind === 'mark') return { kind, ...(isCount(minutes) && { minutes }), ...said }
      return isText(item) ? { kind, item, ...said } : null
    }
    case 'everyone':
    case 'item-everyone': {
      const { kind, item, persons, mode } = json
      if (!listOf(isPerson)(persons) || !optional(mode, isMode)) return null
      const said = { persons, ...(isMode(mode) && { mode }), ...stated }
      if (kind === 'everyone') return { kind, ...said }
      return isText(item) ? { kind, item, ...said } : null
    }
    case 'withdrawal':
      return isKeys(json.withdraws) ? { kind: 'withdrawal', withdraws: json.withdraws, ...stated } : null
    case 'submission': {
      const facts = readFacts(json.facts)
      return isKeys(json.covers) && facts ? { kind: 'submission', covers: json.covers, facts, ...stated } : null
    }
    case 'not-held':
      return isText(json.reason) ? { kind: 'not-held', reason: json.reason, ...stated } : null
    case 'class-book': {
      const { topic, method, note } = json
      if (!isText(topic) || !isText(method) || !isText(note)) return null
      return { kind: 'class-book', topic, method, note, ...stated }
    }
    default:
      return null
  }
}

const readSpan = ({ from, to }: Span): Span => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
})

/** Returns null for what is not a review that this version understands. */
export function readReview(json: unknown): Review | null {
  if (!isFields(json) || !isInstant(json.at)) return null
  const { kind, at } = json
  switch (kind) {
    case 'accepted':
    case 'returned': {
      const { submission, reason } = json
      if (!isKey(submission) || !optional(reason, isText)) return null
      return { kind, at, submission, ...(isText(reason) && { reason }) }
    }
    case 'decision':
    case 'item-decision': {
      const { item, settles, status, mode, minutes } = json
      if (!isKeys(settles) || !isStatus(status) || !optional(mode, isMode) || !isCount(minutes)) return null
      const decided = { at, settles, status, ...(isMode(mode) && { mode }), minutes }
      if (kind === 'decision') return { kind, ...decided }
      return isText(item) ? { kind, item, ...decided } : null
    }
    case 'undone':
      return isKey(json.review) ? { kind, at, review: json.review } : null
    default:
      return null
  }
}
