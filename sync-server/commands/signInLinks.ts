import { renderUnicodeCompact } from 'uqr'
import type { Clock, MemberId, Random } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { formatCode, makeCode, makeLink } from '#protocol/invitationCode.ts'
import type { AccessOperation, AccessOutcome, AccessSnapshot } from '../access/operations.ts'
import type { Secrets } from '../access/secrets.ts'

/** One-time sign-in links, made for the terminal. Only hashes of their codes are stored. */

/** What inviting needs of the log: a running server's own, or its folder beside it (`openBeside`). */
export interface AccessDesk {
  access(): AccessSnapshot
  operate(operation: AccessOperation): Promise<AccessOutcome>
  identity(): { serverId: string }
}

export interface LinkOptions {
  log: AccessDesk
  secrets: Pick<Secrets, 'codeHash'>
  clock: Clock
  random: Random
  /** Where the app is opened: `http://localhost:8787`. */
  origin: string
}

export interface SignInLink {
  /** Name of the hub. */
  hub: string
  role: Role
  name: string
  link: string
  /** As typed: `XXXX-XXXX`. */
  code: string
  /** ms UTC. */
  expiresAt: number
}

const VALID_DAYS = 7
const VALID_MS = VALID_DAYS * 24 * 3600 * 1000

/** Makes a link for a member. Throws if the log refuses or does not know the member. */
async function makeSignInLink(member: MemberId, options: LinkOptions): Promise<SignInLink> {
  const { log, secrets, clock, random, origin } = options
  const row = log.access().members.find((candidate) => candidate.member === member)
  if (!row) throw new Error(`there is no member ${member}`)
  const code = makeCode(random)
  const at = clock()
  const expiresAt = at + VALID_MS
  const made = await log.operate({ kind: 'make-invitation', member, codeHash: secrets.codeHash(code), expiresAt, at })
  if (!made.ok) throw new Error(`the invitation was refused: ${made.code}, ${made.detail}`)
  const link = makeLink(origin, { serverId: log.identity().serverId, code })
  const hub = log.access().hubs.find((candidate) => candidate.hub === row.hub)?.name ?? ''
  return { hub, role: row.role, name: row.displayName, link, code: formatCode(code), expiresAt }
}

export interface PrintOptions extends LinkOptions {
  members: readonly MemberId[]
  /** Takes one text of several lines. */
  print: (text: string) => void
  /** One line for programs (`TEREN_PRINT_LINKS=json`) instead of the text for people. */
  json: boolean
}

/** Makes and prints a fresh link for each member. Prints nothing where there is nobody to invite. */
export async function printSignInLinks({ members, print, json, ...options }: PrintOptions): Promise<void> {
  if (members.length === 0) return
  const links: SignInLink[] = []
  for (const member of members) links.push(await makeSignInLink(member, options))
  print(json ? linksAsJson(links) : linksAsText(links))
}

const linksAsJson = (links: SignInLink[]): string =>
  JSON.stringify({ links: links.map(({ hub, role, name, link, code }) => ({ hub, role, name, link, code })) })

function linksAsText(links: SignInLink[]): string {
  const hubs = [...Map.groupBy(links, ({ hub }) => hub)]
  const blocks = hubs.map(([hub, own]) => [`Hub: ${hub}`, ...own.map(linkAsText)].join('\n\n'))
  const many = links.length > 1
  const heading = many
    ? 'Sign-in links. Each signs in one device, once,'
    : 'Sign-in link. It signs in one device, once,'
  return ['', `${heading} within ${VALID_DAYS} days.`, '', blocks.join('\n\n\n'), ''].join('\n')
}

const linkAsText = ({ role, name, link, code }: SignInLink): string =>
  [
    `  ${capital(role)}: ${name}`,
    `    ${link}`,
    `    or type this code on the sign-in page: ${code}`,
    // A phone can open only an address that it reaches safely: without https the app refuses to work there.
    ...(link.startsWith('https:') ? ['', indent(renderUnicodeCompact(link))] : []),
  ].join('\n')

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const indent = (text: string) => text.replace(/^/gm, '    ')
