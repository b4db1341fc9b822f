import { type Attendance, isEveryone, isMark, itemOf, type RecordedClaim, type Span } from '#domain/claims.ts'
import type { PersonId } from '#domain/ids.ts'
import { makeValuer } from '#domain/outcome.ts'
import { ownStatusOf } from '#domain/ownStatus.ts'
import { type Outcome, type Register, type RegisterRow, resolveRegister } from '#domain/register.ts'
import { type Signature, type Signed, signatureOf } from '#domain/signatures/signatures.ts'
import { byName } from '#screens/shared/byName.ts'
import type { PersonRow, ProgrammeRow, RegisterView } from '#store/api.ts'

/** What stands on the attendance sheet of one session. */
export interface Sheet {
  view: RegisterView
  register: Register
  programme: ProgrammeRow | null
  /** Of the programme's, the one that the run is a part of. */
  activity: ProgrammeRow['activities'][number] | null
  trainers: string[]
  /** Who was expected, by name. */
  rows: SheetRow[]
  /** Who came besides, after the list. */
  walkIns: SheetRow[]
  /** Who handed it in, and when the hub got it; the last one. */
  submitted: { by: string | null; receivedAt: number | null } | null
  /** So many records of this phone are not at the hub. */
  unsent: number
}

export interface SheetRow {
  /** On this sheet. */
  number: number
  person: PersonId
  /** '' where this device may not know it. */
  row: PersonRow | null
  /** In the run, for whoever may not see names. */
  numberInRun: number | null
  outcome: Outcome | null
  /** What the hub calls it, where it is one of its own statuses. */
  own: string | null
  /** When they came and left, where that was recorded; nothing for the whole session. */
  spans: Span[]
  /** What recorders say who do not agree, or what came after the submission: told below the list. */
  remarks: Remark[]
  /** Given on the glass; the last that stands. */
  signed: Signed | null
}

export type Remark =
  | { kind: 'disagreement'; said: Said[] }
  /** Stated after the submission, and nobody has decided on it. */
  | { kind: 'correction'; before: Outcome | null; after: Outcome | null }
  /** By a coordinator. */
  | { kind: 'decided'; by: string | null }

/** What one recorder says. */
export interface Said {
  /** null: this device does not know the name. */
  by: string | null
  outcome: Outcome
}

export function sheetOf(
  view: RegisterView,
  programmes: readonly ProgrammeRow[],
  signatures: readonly Signature[] = [],
): Sheet {
  const roster = view.roster.toSorted(byName).map(({ person }) => person)
  const { session, claims, reviews, run } = view
  const register = resolveRegister({ session: session.session, facts: session.facts, roster, claims, reviews })
  const expected = new Set(roster.filter((person) => !view.walkIns.has(person)))
  const inOrder = [
    ...register.rows.filter(({ person }) => expected.has(person)),
    ...register.rows.filter(({ person }) => !expected.has(person)),
  ]
  const rows = inOrder.map((row, at) => sheetRow(row, at + 1, view, register, signatures))
  const programme = programmes.find((one) => one.programme === session.programme) ?? null
  const last = register.submissions.at(-1)
  return {
    view,
    register,
    programme,
    activity: programme?.activities.find(({ id }) => id === run.activity) ?? null,
    trainers: session.trainers.flatMap((member) => view.members.get(member) ?? []),
    rows: rows.slice(0, expected.size),
    walkIns: rows.slice(expected.size),
    submitted: last ? { by: view.members.get(last.recorder) ?? null, receivedAt: last.receivedAt ?? null } : null,
    unsent: view.waiting.size + view.unsaved.size + view.refused.size,
  }
}

function sheetRow(
  row: RegisterRow,
  number: number,
  view: RegisterView,
  register: Register,
  signatures: readonly Signature[],
): SheetRow {
  const { person, outcome } = row
  return {
    number,
    person,
    row: view.people.get(person) ?? view.roster.find((one) => one.person === person) ?? null,
    numberInRun: view.numbers.get(person) ?? null,
    outcome,
    own: view.ownStatuses.get(ownStatusOf(row) ?? '')?.name ?? null,
    spans: spansOf(row),
    remarks: remarksOf(row, view, register),
    signed: signatureOf(signatures, view.session.session, person)?.signed ?? null,
  }
}

/** Only where everything that counts says the same of them: else minutes alone are told, and the rest below the list. */
function spansOf({ outcome, open, disagreement, decision }: RegisterRow): Span[] {
  if (outcome?.status !== 'present' || disagreement || decision !== null) return []
  const marks = open.filter(isMark)
  const [only] = marks
  return marks.length === 1 && only?.claim.kind === 'mark' ? (only.claim.spans ?? []) : []
}

function remarksOf(row: RegisterRow, view: RegisterView, { facts }: Register): Remark[] {
  const { disagreement, open, decision, corrections } = row
  const valuer = makeValuer(facts)
  const said = open.filter(isAttendance).map((claim): Said => {
    const item = itemOf(claim)
    const outcome = item === null ? valuer.ofClaim(claim) : valuer.inPart(item, claim)
    return { by: view.members.get(claim.recorder) ?? null, outcome }
  })
  const reviewer = decision?.reviewer
  return [
    ...(disagreement ? [{ kind: 'disagreement' as const, said }] : []),
    ...corrections.map(({ before, after }) => ({ kind: 'correction' as const, before, after })),
    ...(decision ? [{ kind: 'decided' as const, by: (reviewer && view.members.get(reviewer)) ?? null }] : []),
  ]
}

const isAttendance = (claim: RecordedClaim): claim is RecordedClaim<Attendance> => isMark(claim) || isEveryone(claim)
