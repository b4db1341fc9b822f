import type SQLite from 'better-sqlite3'
import type { DeviceId, MemberId, ProgrammeId } from '#domain/ids.ts'
import { unreachable } from '#domain/result.ts'
import type { AccessOperation } from './operations.ts'
import {
  endGrant,
  type MemberRow,
  makeGrant,
  makeInvitation,
  makeMember,
  makeRun,
  memberRow,
  membersTouched,
  refused,
  type Step,
  took,
} from './rows.ts'

type CommandOperation = Extract<AccessOperation, { kind: 'command' }>

/** How long a code made by a coordinator can be used. */
const INVITATION_LASTS_MS = 7 * 24 * 3600 * 1000

/** Runs a member's command once: a repeated request gets its first answer, the same id with other content is a fork.
 *  A refused one leaves no row, so that it can be sent again once its terms are met. */
export function runCommand(db: SQLite.Database, operation: CommandOperation): Step {
  const { device, hub, member, at } = operation
  const request = Buffer.from(operation.request)
  const body = JSON.stringify(operation.body)
  const known = db
    .prepare<[string, Buffer], { member: MemberId; body: string; result: string }>(
      'SELECT member, body, result FROM commands WHERE device = ? AND request = ?',
    )
    .get(device, request)
  if (known) {
    if (known.body !== body || known.member !== member)
      return refused('fork', 'other command under the same request id')
    // Its answer is a code, made anew from the request: nothing for a phone in other hands.
    if (operation.body.name === 'invite' && !isSignedIn(db, member, device))
      return refused('ended', 'this sign-in was ended')
    return took(JSON.parse(known.result) as Record<string, unknown>, null)
  }
  const actor = memberRow(db, member)
  if (!actor || actor.hub !== hub) return refused('no-right', 'not a member of this hub')
  if (!isSignedIn(db, member, device)) return refused('ended', 'this sign-in was ended')
  const step = apply(db, operation, actor)
  if (step.outcome.ok) {
    const result = JSON.stringify(step.outcome.result)
    db.prepare('INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?, ?)').run(device, request, hub, member, body, result, at)
  }
  return step
}

const isSignedIn = (db: SQLite.Database, member: MemberId, device: DeviceId): boolean =>
  db.prepare("SELECT 1 FROM sign_ins WHERE member = ? AND device = ? AND state = 'active'").get(member, device) !==
  undefined

function apply(db: SQLite.Database, operation: CommandOperation, actor: MemberRow): Step {
  const { body, hub, at } = operation
  const isCoordinator = actor.role === 'coordinator'
  /** Members of other hubs are as unknown as those that do not exist. */
  const isOurs = (member: MemberId) => memberRow(db, member)?.hub === hub
  switch (body.name) {
    case 'create-run':
      if (!isCoordinator && !(actor.role === 'trainer' && holds(db, actor.member, body.programme)))
        return refused('no-right', 'does not hold this programme')
      return makeRun(db, body.run, hub, body.programme, at)
    case 'grant':
    case 'revoke':
      if (!isCoordinator) return refused('no-right', 'only coordinators grant')
      if (!isOurs(body.member)) return refused('not-possible', 'no such member')
      return (body.name === 'grant' ? makeGrant : endGrant)(db, body.member, body.programme, at)
    case 'add-member':
      if (!isCoordinator) return refused('no-right', 'only coordinators add members')
      return makeMember(db, { member: body.member, hub, displayName: body.displayName, role: body.role, at })
    case 'invite':
      if (!isCoordinator) return refused('no-right', 'only coordinators invite')
      if (!isOurs(body.member)) return refused('not-possible', 'no such member')
      if (!operation.codeHash) return refused('failed', 'no code was made')
      return makeInvitation(db, body.member, operation.codeHash, at + INVITATION_LASTS_MS, at)
    case 'end-sign-in': {
      if (!isCoordinator && body.member !== actor.member)
        return refused('no-right', 'only coordinators end sign-ins of others')
      if (!isOurs(body.member)) return refused('not-possible', 'no such member')
      const signIn = db.prepare('SELECT 1 FROM sign_ins WHERE member = ? AND device = ?').get(body.member, body.device)
      if (!signIn) return refused('not-possible', 'no such sign-in')
      const changed = db
        .prepare("UPDATE sign_ins SET state = 'ended', since = ? WHERE member = ? AND device = ? AND state = 'active'")
        .run(at, body.member, body.device).changes
      return took({}, changed > 0 ? membersTouched(db, body.member) : null)
    }
    default:
      return unreachable(body)
  }
}

const holds = (db: SQLite.Database, member: MemberId, programme: ProgrammeId): boolean =>
  db.prepare('SELECT 1 FROM grants WHERE member = ? AND programme = ? AND ended_at IS NULL').get(member, programme) !==
  undefined
