import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, DeviceId, HubId, MemberId } from '#domain/ids.ts'
import type { HubState, PhoneState } from '#protocol/hubState.ts'
import { readDevice } from '../access/cookies.ts'
import { indexAccess } from '../access/rights.ts'
import type { Contacts } from '../connections/contacts.ts'
import type { Log } from '../log/Log.ts'
import { sendError, sendJson } from './json.ts'

/** How the server and a hub's phones are, for its coordinators. Nothing in it is of a document. */
export interface HubStateDeps {
  log: Log
  clock: Clock
  contacts: Contacts
  /** Whether the device has a connection now. */
  isConnected(device: DeviceId): boolean
  backup(): HubState['backup']
  version: string
}

export const HUB_STATE_PATH = '/api/state-of-hub'
/** The longest waiting come first; a hub has fewer phones of which anybody waits for something. */
const PHONES_AT_MOST = 500

export function sendHubState(deps: HubStateDeps, request: IncomingMessage, response: ServerResponse) {
  const access = deps.log.access()
  const index = indexAccess(access)
  const asked = new URL(request.url ?? '/', 'http://here').searchParams.get('member') as MemberId | null
  const device = readDevice(request.headers, deps.log.identity().serverId, access)
  if (!device || !asked || index.signIn(asked, device.device)?.state !== 'active')
    return sendError(response, 'signed-out')
  const member = index.members.get(asked)
  if (member?.role !== 'coordinator') return sendError(response, 'no-right')
  response.setHeader('Cache-Control', 'no-store')
  sendJson(response, 200, stateOf(deps, member.hub))
}

export function stateOf(deps: HubStateDeps, hub: HubId): HubState {
  const { contacts, clock, version } = deps
  const access = deps.log.access()
  const { members, devices } = indexAccess(access)
  const isOfHub = (member: MemberId) => members.get(member)?.hub === hub
  const phones = access.signIns
    .filter(({ member, state }) => state === 'active' && isOfHub(member))
    .map(({ member, device }): PhoneState => {
      const { displayName = '', role = 'participant' } = members.get(member) ?? {}
      const label = devices.get(device)?.label ?? ''
      const [isConnected, heardAt] = [deps.isConnected(device), contacts.heardAt(device)]
      return { member, displayName, role, device, label, isConnected, heardAt, ...contacts.of(device, member) }
    })
    .sort(byNeed)
    .slice(0, PHONES_AT_MOST)
  return {
    ...{ at: clock(), startedAt: contacts.startedAt, version, phones, backup: deps.backup() },
    restores: Math.max(0, access.epochs.filter((epoch) => epoch.hub === hub).length - 1),
    differing: contacts.differingOf(isOfHub),
    refused: contacts.refusalsOf(isOfHub),
  }
}

/** Whose work is the oldest, then who was not heard from for the longest. */
const byNeed = (a: PhoneState, b: PhoneState): number =>
  (a.oldestAt ?? Number.MAX_SAFE_INTEGER) - (b.oldestAt ?? Number.MAX_SAFE_INTEGER) ||
  (a.heardAt ?? 0) - (b.heardAt ?? 0)
