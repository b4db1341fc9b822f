import { describe, expect, it } from 'vitest'
import type { DeviceId, HubId, MemberId, ProgrammeId, RunId } from '#domain/ids.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { mayRead, mayWrite } from '#protocol/rights.ts'
import type { AccessSnapshot } from './operations.ts'
import { indexAccess, rightsOf } from './rights.ts'

const id = <T extends string>(name: string) => name.padEnd(16, '_') as T
const HUB = id<HubId>('hub')
const [GRANTED, OTHER, FOREIGN] = ['granted', 'other', 'foreign'].map((name) => id<RunId>(name)) as [
  RunId,
  RunId,
  RunId,
]
const PROGRAMME = id<ProgrammeId>('programme')
const PHONE = id<DeviceId>('phone')

const snapshot: AccessSnapshot = {
  hubs: [{ hub: HUB, name: 'SINEC' }],
  members: ROLES.map((role) => ({
    member: id<MemberId>(role),
    hub: HUB,
    displayName: role,
    role,
    person: null,
    seesNames: false,
    runs: [],
    programmes: role === 'trainer' ? [PROGRAMME] : [],
    formerProgrammes: role === 'trainer' ? [id<ProgrammeId>('p2')] : [],
  })),
  devices: [],
  signIns: [{ member: id<MemberId>('trainer'), device: PHONE, state: 'active', since: 1 }],
  runs: [
    { run: GRANTED, hub: HUB, programme: PROGRAMME, startedBy: null },
    { run: OTHER, hub: HUB, programme: id<ProgrammeId>('p2'), startedBy: null },
    { run: FOREIGN, hub: id<HubId>('hub2'), programme: PROGRAMME, startedBy: null },
  ],
  modules: [],
  epochs: [],
}
const scopes = (role: Role) => [...(rightsOf(snapshot, id<MemberId>(role))?.scopes ?? [])].sort()

describe('rights from rows', () => {
  it('S4 gives each role its scopes and nothing of another hub', () => {
    const granted = [`about:${GRANTED}`, `class:${GRANTED}`, `part:${GRANTED}`, `run:${GRANTED}`]
    const other = [`about:${OTHER}`, `class:${OTHER}`, `part:${OTHER}`, `run:${OTHER}`]
    expect(scopes('coordinator')).toEqual(['access', 'all', 'module', 'office', 'staff', ...granted, ...other].sort())
    expect(scopes('trainer')).toEqual(['all', 'module', 'office', 'staff', ...granted].sort())
    expect(scopes('observer')).toEqual(['all', 'module', 'office', `run:${GRANTED}`, `run:${OTHER}`].sort())
    expect(scopes('participant')).toEqual(['all', 'module'])
  })

  it('knows no rights of a member that no row knows', () => {
    expect(rightsOf(snapshot, id<MemberId>('nobody'))).toBeNull()
  })

  it('S5 lets nobody write what somebody else states, nor a projection', () => {
    for (const role of ROLES) {
      const rights = rightsOf(snapshot, id<MemberId>(role))
      if (!rights) throw new Error('no rights')
      for (const other of ROLES) {
        const claims = parseDocumentId(documentId.claims(GRANTED, id(other)))
        const own = other === role && (role === 'trainer' || role === 'coordinator')
        expect(claims && mayWrite(rights, claims), `${role} in claims of ${other}`).toBe(own)
      }
      for (const projection of [documentId.members(), documentId.runStaff(GRANTED)]) {
        const document = parseDocumentId(projection)
        expect(document && mayWrite(rights, document)).toBe(false)
      }
    }
  })

  it('S4 reads people by staff only', () => {
    const person = parseDocumentId(documentId.person(id('person')))
    const readers = ROLES.filter((role) => {
      const rights = rightsOf(snapshot, id<MemberId>(role))
      return rights && person && mayRead(rights, person)
    })
    expect(readers).toEqual(['trainer', 'coordinator'])
  })

  it('makes one index a snapshot', () => {
    expect(indexAccess(snapshot)).toBe(indexAccess(snapshot))
    expect(indexAccess(snapshot).signIn(id<MemberId>('trainer'), PHONE)?.state).toBe('active')
    expect(indexAccess(snapshot).signIn(id<MemberId>('observer'), PHONE)).toBeNull()
  })
})
