import type { ErasureDecision } from '#domain/erasure.ts'
import { erasedPersons } from '../../../sync-server/access/erasureRows.ts'
import type { Chance } from './chance.ts'
import type { SimPhone } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'
import { officeTab } from './who.ts'

/** Somebody asks for what is known of them to be erased. */

const ERASURES_AT_MOST = 2

/** Stands in the reason of each, and goes with the person. */
const REASON = 'becauseofthis'

export function erasePerson(world: SimWorld, chance: Chance): void {
  const { hub, hubId, field, counts } = world
  if (counts.erasures >= ERASURES_AT_MOST) return
  // Decided on once more now and then: reasons go with the person.
  const before = world.decidedOn.at(-1)
  const kind = chance.whole(0, 99)
  const at = before !== undefined && kind < 40 ? before : kind < 50 ? 0 : chance.whole(1, field.persons.length - 1)
  const person = field.persons[at]
  if (!person) return
  const body = { name: 'erase-person' as const, person, ...decision(chance, at) }
  counts.erasures++
  world.decidedOn.push(at)
  const tab = officeTab(world)
  const what = `${body.outcome} person ${at}`
  const access = hub.log?.access()
  if (tab) world.act(tab, what, (seat) => seat.command(body))
  else if (access) {
    world.note(what)
    const by = { hub: hubId, ...world.office(access), request: chance.bytes(16), at: hub.clock() }
    // Refused of whoever is erased already.
    hub.log?.now({ kind: 'command', ...by, body })
  }
}

function decision(chance: Chance, at: number): ErasureDecision {
  const kind = chance.whole(0, 99)
  const reason = `${REASON}${at}`
  if (kind < 70) return { outcome: 'done', until: null, reason: '' }
  if (kind < 85) return { outcome: 'restricted', until: '2030-01-01', reason }
  return { outcome: 'refused', until: null, reason }
}

/** No byte of whoever was erased is anywhere: at the server, in backups taken since, on phones that are in touch. */
export function erasedAreGone(world: SimWorld): string[] {
  const { hub, field, statements, erasedInBackups } = world
  return erasedPersons(hub.db).flatMap(({ person }) => {
    const at = field.persons.indexOf(person)
    const words = statements.filter(({ about }) => about === person).map(({ marker }) => marker)
    const named = [`Person${at}`, `${REASON}${at}`, ...words]
    const backups = hub.disk.backupsTaken.filter((_, index) => erasedInBackups[index]?.has(person))
    const server = hub.disk.bytes(backups)
    const places: [string, string][] = [
      ['the server', server],
      ...world.phones
        .filter((phone) => !phone.isGone && (!world.isEnded(phone) || isOf(world, phone, at)))
        .map((phone): [string, string] => [phone.name, everythingOn(phone)]),
    ]
    return places.flatMap(([name, text]) =>
      named.filter((word) => text.includes(word)).map((word) => `erased: ${name} still has ${word}`),
    )
  })
}

/** The participant's, who is the first person. */
const isOf = (world: SimWorld, phone: SimPhone, at: number) => at === 0 && world.isLearner(phone)

function everythingOn({ disk }: SimPhone): string {
  const texts: string[] = []
  const seen = new Set<unknown>()
  const tell = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('latin1'))
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value)
      for (const [key, item] of Object.entries(value)) {
        texts.push(key)
        tell(item)
      }
    }
  }
  for (const row of disk.everything()) tell(row)
  return texts.join('\n')
}
