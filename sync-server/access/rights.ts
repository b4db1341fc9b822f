import type { DeviceId, HubId, MemberId, PersonId, RunId } from '#domain/ids.ts'
import type { DocumentInfo, Scope } from '#protocol/documentIds.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { mayWrite, type Rights } from '#protocol/rights.ts'
import type { AccessSnapshot, DeviceAccess, MemberAccess, RunAccess, SignInAccess } from './operations.ts'

/** A snapshot by key. Rights of a member are computed when first asked for and kept until the next snapshot. */
export interface AccessIndex {
  hubNames: ReadonlyMap<HubId, string>
  members: ReadonlyMap<MemberId, MemberAccess>
  devices: ReadonlyMap<DeviceId, DeviceAccess>
  signIns: ReadonlyMap<DeviceId, SignInAccess[]>
  runs: ReadonlyMap<RunId, RunAccess>
  /** Persons admitted to each run, and as which members. */
  admitted: ReadonlyMap<RunId, { member: MemberId; person: PersonId }[]>
  signIn(member: MemberId, device: DeviceId): SignInAccess | null
  signInsOf(member: MemberId): readonly SignInAccess[]
  rights(member: MemberId): Rights | null
}

const indexes = new WeakMap<AccessSnapshot, AccessIndex>()

export function indexAccess(snapshot: AccessSnapshot): AccessIndex {
  const known = indexes.get(snapshot)
  if (known) return known
  const index = makeIndex(snapshot)
  indexes.set(snapshot, index)
  return index
}

/** What a member may read, from role, grants and runs; null for nobody we know. */
export const rightsOf = (snapshot: AccessSnapshot, member: MemberId): Rights | null =>
  indexAccess(snapshot).rights(member)

/** What a member of staff may read or could once, with programmes that were granted them before. For what was recorded
 *  then, and is brought later. */
export function rightsBefore(snapshot: AccessSnapshot, member: MemberId): Rights | null {
  const row = indexAccess(snapshot).members.get(member)
  if (!row) return null
  const programmes = [...row.programmes, ...row.formerProgrammes]
  const runs = snapshot.runs.filter(({ hub }) => hub === row.hub)
  return { member, role: row.role, scopes: new Set(scopesOf({ ...row, programmes }, runs)) }
}

function makeIndex(snapshot: AccessSnapshot): AccessIndex {
  const members = new Map(snapshot.members.map((row) => [row.member, row]))
  const signIns = Map.groupBy(snapshot.signIns, (row) => row.device)
  const signInsByMember = Map.groupBy(snapshot.signIns, (row) => row.member)
  const runsByHub = Map.groupBy(snapshot.runs, (row) => row.hub)
  const admitted = Map.groupBy(
    snapshot.members.flatMap(({ member, person, runs }) =>
      person ? runs.map((run) => ({ run, member, person })) : [],
    ),
    ({ run }) => run,
  )
  const rightsByMember = new Map<MemberId, Rights>()
  return {
    hubNames: new Map(snapshot.hubs.map((row) => [row.hub, row.name])),
    members,
    devices: new Map(snapshot.devices.map((row) => [row.device, row])),
    signIns,
    runs: new Map(snapshot.runs.map((row) => [row.run, row])),
    admitted,
    signInsOf: (member) => signInsByMember.get(member) ?? [],
    signIn: (member, device) => signIns.get(device)?.find((row) => row.member === member) ?? null,
    rights(member) {
      const known = rightsByMember.get(member)
      if (known) return known
      const row = members.get(member)
      if (!row) return null
      const scopes = new Set(scopesOf(row, runsByHub.get(row.hub) ?? []))
      const rights = { member, role: row.role, scopes }
      rightsByMember.set(member, rights)
      return rights
    },
  }
}

/** Whether a member is of a run's staff: coordinators of all, trainers by grant or because they started it. */
export const isStaffOf = (member: MemberAccess, run: RunAccess): boolean =>
  member.hub === run.hub &&
  (member.role === 'coordinator' ||
    (member.role === 'trainer' &&
      (run.startedBy === member.member || (run.programme !== null && member.programmes.includes(run.programme)))))

/** Why a member may not write a document from a device as things stand; null if they may. */
export function refusalOfPush(
  access: AccessIndex,
  { member, device }: { member: MemberId; device: DeviceId },
  document: DocumentInfo,
): { code: RefusalCode; detail: string } | null {
  if (access.signIn(member, device)?.state !== 'active') return { code: 'ended', detail: 'this sign-in was ended' }
  const rights = access.rights(member)
  return rights && mayWrite(rights, document) ? null : { code: 'no-right', detail: `may not write ${document.kind}` }
}

function scopesOf(member: MemberAccess, runs: RunAccess[]): Scope[] {
  switch (member.role) {
    case 'coordinator':
    case 'trainer': {
      const held = runs.filter((run) => isStaffOf(member, run))
      const office = member.role === 'coordinator' ? ['office', 'access', 'staff'] : ['office', 'staff']
      return [...EVERYBODY, ...office, ...held.flatMap(({ run }) => staffScopes(run))]
    }
    case 'observer': {
      const seen = runs.map(({ run }) => `run:${run}`)
      // Without these, observers see numbered persons, and nothing that is noted about them.
      const names = member.seesNames ? ['staff', ...runs.map(({ run }) => `about:${run}`)] : []
      return [...EVERYBODY, 'office', ...seen, ...names]
    }
    case 'participant': {
      const { person } = member
      if (!person) return [...EVERYBODY]
      const admissions = member.runs.flatMap((run) => [`class:${run}`, `part:${run}:${person}`])
      return [...EVERYBODY, ...admissions, `person:${person}`, `self:${person}`]
    }
  }
}

const EVERYBODY: readonly Scope[] = ['all', 'module']

/** Coordinators' `person:` scopes are left out while no document in them is in use: one string for each participant
 *  would travel with every change of rights. */
const staffScopes = (run: RunId): Scope[] => [`run:${run}`, `about:${run}`, `class:${run}`, `part:${run}`]
