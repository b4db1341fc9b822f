import type SQLite from 'better-sqlite3'
import type { DeviceId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import { isStaff } from '#domain/roles.ts'
import type { CommandName } from '#protocol/commands.ts'
import { admit } from './admissionRows.ts'
import { decideErasure, isErased, isErasedMember } from './erasureRows.ts'
import type { AccessOperation, RunAccess } from './operations.ts'
import { discardRescued, noteTakenUp } from './rescuedRows.ts'
import {
  admittedTo,
  endGrant,
  endSignIn,
  type MemberRow,
  makeGrant,
  makeInvitation,
  makeMember,
  makeRun,
  memberRow,
  placeRun,
  refused,
  runRow,
  type Step,
  type Touched,
  took,
} from './rows.ts'

type CommandOperation = Extract<AccessOperation, { kind: 'command' }>

/** Ids of the modules that this server can give to a hub. */
export type Library = ReadonlySet<string>

/** How long a code made by staff can be used. */
const INVITATION_LASTS_MS = 7 * 24 * 3600 * 1000
/** One with which somebody goes on to another phone of theirs is used at once: it lies about on no paper. */
const OWN_INVITATION_LASTS_MS = 3600 * 1000

/** Runs a member's command once: a repeated request gets its first answer, the same id with other content is a fork.
 *  A refused one leaves no row, so that it can be sent again once its terms are met. */
export function runCommand(db: SQLite.Database, operation: CommandOperation, library: Library): Step {
  const { device, hub, member, at } = operation
  const request = Buffer.from(operation.request)
  const body = JSON.stringify(operation.body)
  const known = db
    .prepare<[string, Buffer], { member: MemberId; body: string; result: string }>(
      'SELECT member, body, result FROM commands WHERE device = ? AND request = ?',
    )
    .get(device, request)
  if (known) {
    if (known.body !== body && isOfErased(db, operation)) return refused('erased', 'of a person who was erased')
    if (known.body !== body || known.member !== member)
      return refused('fork', 'other command under the same request id')
    // Its answer is a code, made anew from the request: nothing for a phone in other hands.
    if (operation.body.name === 'invite' && !isSignedIn(db, member, device))
      return refused('ended', 'this sign-in was ended')
    return took(JSON.parse(known.result) as Record<string, unknown>, null)
  }
  const actor = memberRow(db, member)
  if (!actor || actor.hub !== hub) return refused('no-right', 'not a member of this hub')
  if (!operation.isRescued && !isSignedIn(db, member, device)) return refused('ended', 'this sign-in was ended')
  const step = apply(db, operation, actor, library)
  if (step.outcome.ok) {
    const result = JSON.stringify(step.outcome.result)
    db.prepare('INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?, ?)').run(device, request, hub, member, body, result, at)
  }
  return step
}

const isOfErased = (db: SQLite.Database, { hub, body }: CommandOperation): boolean =>
  ('person' in body && body.person !== null && isErased(db, hub, body.person)) ||
  ('member' in body && isErasedMember(db, body.member))

const isSignedIn = (db: SQLite.Database, member: MemberId, device: DeviceId): boolean =>
  db.prepare("SELECT 1 FROM sign_ins WHERE member = ? AND device = ? AND state = 'active'").get(member, device) !==
  undefined

function apply(db: SQLite.Database, operation: CommandOperation, actor: MemberRow, library: Library): Step {
  const { body, hub, at } = operation
  const isCoordinator = actor.role === 'coordinator'
  if (COORDINATORS_ONLY.has(body.name) && !isCoordinator) return refused('no-right', 'only coordinators do this')
  if (isOfErased(db, operation)) return refused('erased', 'of a person who was erased')
  /** Members and runs of other hubs are as unknown as those that do not exist. */
  const ours = (member: MemberId) => {
    const row = memberRow(db, member)
    return row?.hub === hub ? row : null
  }
  const ourRun = (run: RunId) => {
    const row = runRow(db, run)
    return row?.hub === hub ? row : null
  }
  switch (body.name) {
    case 'create-run': {
      const { run, programme } = body
      const may = isCoordinator || (actor.role === 'trainer' && (programme === null || grants(db, actor, programme)))
      if (!may) return refused('no-right', 'does not hold this programme')
      return makeRun(db, { run, hub, programme, startedBy: programme === null ? actor.member : null }, at)
    }
    case 'place-run': {
      const run = ourRun(body.run)
      return run ? placeRun(db, run, body.programme) : refused('not-possible', 'no such run')
    }
    case 'grant':
    case 'revoke':
      if (!ours(body.member)) return refused('not-possible', 'no such member')
      return (body.name === 'grant' ? makeGrant : endGrant)(db, body.member, body.programme, at)
    case 'add-member':
      return makeMember(db, { member: body.member, hub, displayName: body.displayName, role: body.role, at })
    case 'admit': {
      const run = ourRun(body.run)
      if (!isStaff(actor.role)) return refused('no-right', 'only staff admit')
      if (!run) return refused('not-possible', 'no such run')
      return holds(db, actor, run) ? admit(db, body, run, at) : refused('no-right', 'does not hold this run')
    }
    case 'invite':
    case 'withdraw-codes': {
      const invited = ours(body.member)
      const isOwn = body.member === actor.member
      const may = isCoordinator || isOwn || (isStaff(actor.role) && invited !== null && teaches(db, actor, invited))
      if (!may) return refused('no-right', 'only coordinators invite others than their participants')
      if (!invited) return refused('not-possible', 'no such member')
      if (body.name === 'withdraw-codes') return withdrawCodes(db, body.member, at)
      if (!operation.codeHash) return refused('failed', 'no code was made')
      const lasts = isOwn ? OWN_INVITATION_LASTS_MS : INVITATION_LASTS_MS
      return makeInvitation(db, body.member, operation.codeHash, at + lasts, at)
    }
    case 'end-sign-in': {
      if (!isCoordinator && body.member !== actor.member)
        return refused('no-right', 'only coordinators end sign-ins of others')
      if (!ours(body.member)) return refused('not-possible', 'no such member')
      const signIn = db.prepare('SELECT 1 FROM sign_ins WHERE member = ? AND device = ?').get(body.member, body.device)
      if (!signIn) return refused('not-possible', 'no such sign-in')
      return endSignIn(db, body, at)
    }
    case 'take-up':
    case 'discard-rescued': {
      if (!ours(body.member)) return refused('not-possible', 'no such member')
      if (body.name === 'discard-rescued') return discardRescued(db, body, actor.member, at)
      if (!operation.tookUp) return refused('not-possible', 'nothing was taken up')
      return noteTakenUp(db, hub, body.device, operation.tookUp, actor.member, at)
    }
    case 'grant-names':
    case 'revoke-names': {
      if (ours(body.member)?.role !== 'observer') return refused('not-possible', 'no such observer')
      const sees = body.name === 'grant-names' ? 1 : 0
      const changed = db
        .prepare('UPDATE members SET sees_names = ? WHERE member = ? AND sees_names <> ?')
        .run(sees, body.member, sees).changes
      return took({}, changed > 0 ? { hubs: [hub], runs: [] } : null)
    }
    case 'link-person': {
      const linked = ours(body.member)
      if (!linked || !isStaff(linked.role)) return refused('not-possible', 'no such member of staff')
      if (linked.person === body.person) return took({}, null)
      db.prepare('UPDATE members SET person = ? WHERE member = ?').run(body.person, body.member)
      return took({}, { hubs: [hub], runs: [] })
    }
    case 'add-module': {
      if (!library.has(body.module)) return refused('not-possible', 'no such module')
      const added = db.prepare('INSERT OR IGNORE INTO hub_modules VALUES (?, ?, ?)').run(hub, body.module, at).changes
      return took({}, added > 0 ? NOTHING : null)
    }
    case 'remove-module': {
      const removed = db.prepare('DELETE FROM hub_modules WHERE hub = ? AND module = ?').run(hub, body.module).changes
      return took({}, removed > 0 ? NOTHING : null)
    }
    case 'erase-person':
      return decideErasure(db, { ...body, hub, by: actor.member, at })
    case 'restore-document':
      // The change itself is a row of the log, written in the same commit.
      if (operation.restoring === undefined) return refused('not-possible', 'no document was opened')
      return took({ keys: operation.restoring?.keys ?? 0 }, null)
    default:
      return unreachable(body)
  }
}

/** Whoever redeems one of them hears that it is too old. */
function withdrawCodes(db: SQLite.Database, member: MemberId, at: number): Step {
  db.prepare('UPDATE invitations SET expires_at = ? WHERE member = ? AND used_at IS NULL AND expires_at > ?').run(
    ...[at, member, at],
  )
  return took({}, null)
}

/** A change of which no projection of access rows tells. */
const NOTHING: Touched = { hubs: [], runs: [] }

const COORDINATORS_ONLY: ReadonlySet<CommandName> = new Set<CommandName>([
  ...(['place-run', 'grant', 'revoke', 'add-member', 'grant-names', 'revoke-names', 'link-person'] as const),
  ...(['add-module', 'remove-module', 'restore-document', 'take-up', 'discard-rescued', 'erase-person'] as const),
])

const grants = (db: SQLite.Database, { member }: MemberRow, programme: ProgrammeId): boolean =>
  db.prepare('SELECT 1 FROM grants WHERE member = ? AND programme = ? AND ended_at IS NULL').get(member, programme) !==
  undefined

/** Whether somebody is of a run's staff. */
function holds(db: SQLite.Database, actor: MemberRow, { hub, programme, startedBy }: RunAccess): boolean {
  if (actor.hub !== hub) return false
  if (actor.role === 'coordinator' || startedBy === actor.member) return true
  return actor.role === 'trainer' && programme !== null && grants(db, actor, programme)
}

/** Whether a participant was admitted to a run of whose staff somebody is. */
function teaches(db: SQLite.Database, actor: MemberRow, participant: MemberRow): boolean {
  if (participant.role !== 'participant') return false
  return admittedTo(db, participant.member).some((id) => {
    const run = runRow(db, id)
    return run !== undefined && holds(db, actor, run)
  })
}
