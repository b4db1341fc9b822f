import type { HubId, MemberId } from '#domain/ids.ts'
import { fail, ok, type Result } from '#domain/result.ts'
import type { AccessSnapshot, MemberAccess } from '../access/operations.ts'
import { type PrintOptions, printSignInLinks } from './signInLinks.ts'

/** `invite --hub H --member M`: prints a fresh sign-in link for one member. H and M are ids or names as they are shown;
 *  `--hub` can be left out where there is one hub, or one member of that name. */

export interface InviteArguments {
  hub: string | null
  member: string | null
}

/** The error is a line for the terminal. */
export async function invite(
  wanted: InviteArguments,
  options: Omit<PrintOptions, 'members'>,
): Promise<Result<void, string>> {
  const found = findMember(options.log.access(), wanted)
  if (!found.ok) return found
  await printSignInLinks({ ...options, members: [found.value] })
  return ok(undefined)
}

function findMember(access: AccessSnapshot, wanted: InviteArguments): Result<MemberId, string> {
  const isWanted = (row: MemberAccess) => row.member === wanted.member || row.displayName === wanted.member
  const [known, ...namesakes] = wanted.hub === null ? access.members.filter(isWanted) : []
  if (known && namesakes.length === 0) return ok(known.member)
  const hub = findHub(access, wanted.hub)
  if (!hub.ok) return hub
  const members = access.members.filter((row) => row.hub === hub.value)
  if (wanted.member === null) return fail(`Which member? Say --member with one of:\n${list(members.map(nameMember))}`)
  const found = members.filter(isWanted)
  const [only] = found
  if (!only) return fail(`No member "${wanted.member}" in this hub. There are:\n${list(members.map(nameMember))}`)
  if (found.length > 1)
    return fail(`Several members have this name. Say --member with an id:\n${list(found.map(nameMember))}`)
  return ok(only.member)
}

function findHub({ hubs }: AccessSnapshot, wanted: string | null): Result<HubId, string> {
  const found = wanted === null ? hubs : hubs.filter(({ hub, name }) => hub === wanted || name === wanted)
  const [only] = found
  const listed = list(hubs.map(({ hub, name }) => `${name} (${hub})`))
  if (hubs.length === 0) return fail('This server has no hub yet. Start it once to set one up.')
  if (!only) return fail(`No hub "${wanted}". There are:\n${listed}`)
  if (found.length > 1) return fail(`Which hub? Say --hub with one of:\n${listed}`)
  return ok(only.hub)
}

const nameMember = ({ displayName, role, member }: MemberAccess) => `${displayName}, ${role} (${member})`
const list = (lines: string[]) => lines.map((line) => `  ${line}`).join('\n')
