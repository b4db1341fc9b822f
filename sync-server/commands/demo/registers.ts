import { noteChange } from '#documents/about.ts'
import { claimChange } from '#documents/claimsDocument.ts'
import { reviewChange } from '#documents/review.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim, ItemMark, Mark, Review } from '#domain/claims.ts'
import type { ClaimKey, PersonId, RunId, SessionId } from '#domain/ids.ts'
import type { SessionFacts, WallTime } from '#domain/session.ts'
import { toUtc } from '#domain/sessionTime.ts'
import type { Slot } from './content.ts'
import type { DemonstrationIds } from './demonstrationIds.ts'
import type { Author, Team, Write } from './documentWriter.ts'
import type { Fate } from './schedule.ts'

/** The registers of sessions that were over before this hub was made: what its trainers would have recorded. */

const MINUTE = 60_000
/** Who is an exception, by place in the roster turned by `turned`; the rest is covered by *everyone present*. */
const EXCEPTIONS: [place: number, exception: 'absent' | 'excused' | 'late' | 'early'][] = [
  [2, 'absent'],
  [5, 'excused'],
  [6, 'late'],
  [10, 'early'],
]
/** Where the two trainers of a disagreement state different things. */
const DISPUTED = [3, 4]

export interface PastSession {
  run: RunId
  session: SessionId
  facts: SessionFacts
  slot: Slot
  roster: PersonId[]
  leader: 0 | 1
  fate: Fate
  words: { late: string; returned: string; notHeld: string }
}

export function recordPastSession(past: PastSession, team: Team, ids: DemonstrationIds): Write[] {
  const book = openBook(past, team, ids)
  const roster = turned(past, ids)
  const leader = past.leader === 0 ? team.first : team.second
  const other = past.leader === 0 ? team.second : team.first
  switch (past.fate) {
    case 'missed':
    case 'cancelled':
      break
    case 'not-held':
      book.state(leader, null, past.facts.start, { kind: 'not-held', reason: past.words.notHeld, replaces: [] })
      break
    case 'disagreement': {
      recordAll(book, past, leader, other, roster)
      const [late, present] = DISPUTED.flatMap((place) => roster[place] ?? [])
      if (!late || !present) break
      if (past.slot.byItem) {
        const [first = '', second = ''] = past.facts.agenda.map(({ id }) => id)
        markAt(book, leader, late, first, past.slot.late, { status: 'present', spans: [{ from: past.slot.late }] })
        markAt(book, other, late, first, past.slot.late, { status: 'absent' })
        markAt(book, leader, present, second, past.slot.late, { status: 'excused' })
        markAt(book, other, present, second, past.slot.late, { status: 'present' })
        break
      }
      mark(book, leader, late, past.slot.late, { status: 'present', spans: [{ from: past.slot.late }] })
      mark(book, other, late, past.slot.late, { status: 'absent' })
      mark(book, leader, present, past.slot.late, { status: 'excused' })
      mark(book, other, present, past.slot.late, { status: 'present' })
      break
    }
    case 'accepted':
    case 'returned':
    case 'submitted': {
      recordAll(book, past, leader, other, roster)
      const submission = book.state(leader, null, past.facts.end, {
        kind: 'submission',
        covers: book.keys(),
        facts: past.facts,
        replaces: [],
      })
      if (past.fate === 'submitted') break
      book.review(past.fate, submission, past.fate === 'returned' ? past.words.returned : undefined)
      break
    }
  }
  return book.writes()
}

/** The roster begun at a place that follows from the session, so that not always the same people are missing. */
function turned({ roster, session }: PastSession, ids: DemonstrationIds): PersonId[] {
  const [byte = 0] = ids.bytes('turn', session)(1)
  const from = byte % roster.length
  return [...roster.slice(from), ...roster.slice(0, from)]
}

function recordAll(book: Book, past: PastSession, leader: Author, other: Author, roster: PersonId[]): void {
  if (past.slot.byItem) recordByItem(book, past, leader, other, roster)
  else recordEveryone(book, past, leader, roster)
}

/** The trainers take the items in turn: *everyone present*, and whom they miss. */
function recordByItem(book: Book, past: PastSession, leader: Author, other: Author, roster: PersonId[]): void {
  const { facts, slot, words } = past
  for (const [at, { id: item, start }] of facts.agenda.entries()) {
    const recorder = at % 2 === 0 ? leader : other
    const persons = past.roster
    const everyone = book.state(recorder, null, start, { kind: 'item-everyone', item, persons, replaces: [] })
    for (const [place, exception] of EXCEPTIONS) {
      const person = roster[place]
      if (!person) continue
      const seen = { replaces: [everyone] }
      if (exception === 'absent') markAt(book, recorder, person, item, start, { status: 'absent', ...seen })
      else if (exception === 'excused' && at === 1)
        markAt(book, recorder, person, item, start, { status: 'excused', ...seen })
      else if (exception === 'early' && at === facts.agenda.length - 1)
        markAt(book, recorder, person, item, start, { status: 'absent', ...seen })
      else if (exception === 'late' && at === 0) {
        const about = book.note(recorder, person, slot.late, words.late)
        const spans = [{ from: slot.late }]
        markAt(book, recorder, person, item, slot.late, { status: 'present', spans, about, ...seen })
      }
    }
  }
}

function recordEveryone(book: Book, past: PastSession, recorder: Author, roster: PersonId[]): void {
  const { slot, facts } = past
  const everyone = book.state(recorder, null, facts.start, { kind: 'everyone', persons: past.roster, replaces: [] })
  for (const [place, exception] of EXCEPTIONS) {
    const person = roster[place]
    if (!person) continue
    switch (exception) {
      case 'absent':
      case 'excused':
        mark(book, recorder, person, facts.start, { status: exception, replaces: [everyone] })
        break
      case 'late': {
        const about = book.note(recorder, person, slot.late, past.words.late)
        mark(book, recorder, person, slot.late, {
          status: 'present',
          spans: [{ from: slot.late }],
          replaces: [everyone],
          about,
        })
        break
      }
      case 'early':
        mark(book, recorder, person, slot.early, {
          status: 'present',
          spans: [{ to: slot.early }],
          replaces: [everyone],
        })
        break
    }
  }
}

const mark = (
  book: Book,
  recorder: Author,
  person: PersonId,
  at: WallTime,
  stated: Omit<Mark, 'kind' | 'at' | 'replaces'> & { replaces?: ClaimKey[] },
) => book.state(recorder, person, at, { kind: 'mark', replaces: [], ...stated })

const markAt = (
  book: Book,
  recorder: Author,
  person: PersonId,
  item: string,
  at: WallTime,
  stated: Omit<ItemMark, 'kind' | 'item' | 'at' | 'replaces'> & { replaces?: ClaimKey[] },
) => book.state(recorder, person, at, { kind: 'item-mark', item, replaces: [], ...stated })

type Stated<C> = C extends Claim ? Omit<C, 'at'> : never
type Book = ReturnType<typeof openBook>

/** Collects what is written about one session, each under a key that follows from the session and its place here. */
function openBook({ run, session, facts }: PastSession, team: Team, ids: DemonstrationIds) {
  const writes: Write[] = []
  const keys: ClaimKey[] = []
  let made = 0
  const nextBytes = () => ids.bytes('entry', session, made++)
  /** A little after the wall time, in the order of stating. */
  const moment = (wall: WallTime) => toUtc(facts.date, wall, facts.zone) + (2 + made) * MINUTE
  return {
    state(recorder: Author, person: PersonId | null, wall: WallTime, stated: Stated<Claim>): ClaimKey {
      const at = moment(wall)
      const key = makeClaimKey(session, person, nextBytes())
      keys.push(key)
      writes.push({
        author: recorder,
        receivedAt: at + MINUTE,
        change: claimChange(run, recorder.member, key, { ...stated, at }),
      })
      return key
    },
    note(recorder: Author, person: PersonId, wall: WallTime, text: string): string {
      const at = moment(wall)
      const key = ids.id('note', session, made++)
      const change = noteChange(run, person, key, { text, at, by: recorder.member })
      writes.push({ author: recorder, receivedAt: at + MINUTE, change })
      return key
    },
    review(kind: 'accepted' | 'returned', submission: ClaimKey, reason: string | undefined): void {
      const at = moment(facts.end) + 60 * MINUTE
      const review: Review = { kind, at, submission, ...(reason === undefined ? {} : { reason }) }
      const key = makeClaimKey(session, null, nextBytes())
      writes.push({ author: team.coordinator, receivedAt: at, change: reviewChange(run, key, review) })
    },
    keys: () => [...keys],
    writes: () => writes,
  }
}
