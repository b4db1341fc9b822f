import type { DeviceId, HubId, MemberId, RunId } from '#domain/ids.ts'
import type { Scope } from '#protocol/documentIds.ts'
import type { Rights } from '#protocol/rights.ts'
import type { AccessSnapshot, DeviceAccess, MemberAccess, SignInAccess } from './operations.ts'

/** A snapshot by key. Rights of a member are computed when first asked for and kept until the next snapshot. */
export interface AccessIndex {
  hubNames: ReadonlyMap<HubId, string>
  members: ReadonlyMap<MemberId, MemberAccess>
  devices: ReadonlyMap<DeviceId, DeviceAccess>
  signIns: ReadonlyMap<DeviceId, SignInAccess[]>
  runs: ReadonlyMap<RunId, AccessSnapshot['runs'][number]>
  signIn(member: MemberId, device: DeviceId): SignInAccess | null
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

function makeIndex(snapshot: AccessSnapshot): AccessIndex {
  const members = new Map(snapshot.members.map((row) => [row.member, row]))
  const signIns = Map.groupBy(snapshot.signIns, (row) => row.device)
  const runsByHub = Map.groupBy(snapshot.runs, (row) => row.hub)
  const rightsByMember = new Map<MemberId, Rights>()
  return {
    hubNames: new Map(snapshot.hubs.map((row) => [row.hub, row.name])),
    members,
    devices: new Map(snapshot.devices.map((row) => [row.device, row])),
    signIns,
    runs: new Map(snapshot.runs.map((row) => [row.run, row])),
    signIn: (member, device) => signIns.get(device)?.find((row) => row.member === member) ?? null,
    rights(member) {
      const known = rightsByMember.get(member)
      if (known) return known
      const row = members.get(member)
      if (!row) return null
      const rights = { member, role: row.role, scopes: new Set(scopesOf(row, runsByHub.get(row.hub) ?? [])) }
      rightsByMember.set(member, rights)
      return rights
    },
  }
}

function scopesOf(member: MemberAccess, runs: AccessSnapshot['runs']): Scope[] {
  switch (member.role) {
    case 'coordinator':
      return ['all', 'office', 'access', 'staff', ...runs.flatMap(({ run }) => [`run:${run}`, `class:${run}`])]
    case 'trainer': {
      const granted = new Set(member.programmes)
      const held = runs.filter((run) => granted.has(run.programme))
      return ['all', 'office', 'staff', ...held.flatMap(({ run }) => [`run:${run}`, `class:${run}`])]
    }
    case 'observer':
      // Without `staff`: observers see numbered persons, not names.
      return ['all', 'office', ...runs.map(({ run }) => `run:${run}`)]
    case 'participant':
      return ['all']
  }
}
