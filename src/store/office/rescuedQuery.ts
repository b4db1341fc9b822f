import { type RescuedWork, readRescued } from '#documents/projections.ts'
import type { PersonId } from '#domain/ids.ts'
import { readCommand } from '#protocol/commands.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { ChangeItem } from '../api.ts'
import { describeEntries } from '../changesQuery.ts'
import type { RescuedRow } from '../officeApi.ts'
import type { OutboxEntry, SeatDatabase } from '../seatDatabase.ts'
import { waiting } from '../waiting.ts'

type EntriesOf = typeof import('#documents/updateEntries.ts').entriesOfUpdate

/** Rescued work in words' raw material, as it would be listed on the device that it is from. */
export async function rescued(db: SeatDatabase, entriesOf: EntriesOf): Promise<RescuedRow[]> {
  const projection = await db.projections.get(documentId.rescued())
  const work = (projection && readRescued(projection.bytes)?.work) ?? []
  const commands = await db.outbox.where('document').equals('').toArray()
  return Promise.all(
    work.map(async (one) => ({
      ...one,
      ...decisionOf(one, commands),
      changes: await changesOf(db, one, entriesOf),
    })),
  )
}

function decisionOf(
  { member, device, broughtAt }: RescuedWork,
  entries: readonly OutboxEntry[],
): Pick<RescuedRow, 'asked' | 'isRefused'> {
  const decided = entries.findLast(({ command }) =>
    command?.name === 'take-up' || command?.name === 'discard-rescued'
      ? command.member === member && command.device === device && command.upto >= broughtAt
      : false,
  )
  if (!decided) return { asked: null, isRefused: false }
  if (decided.state === 'refused') return { asked: null, isRefused: true }
  return { asked: decided.command?.name === 'take-up' ? 'take-up' : 'discard', isRefused: false }
}

async function changesOf(db: SeatDatabase, work: RescuedWork, entriesOf: EntriesOf): Promise<ChangeItem[]> {
  const entries = work.requests.flatMap(({ kind, document, body }): OutboxEntry[] => {
    const common = { ...waiting(work.broughtAt), document, row: null }
    if (kind === 'command') {
      const command = readCommand(new TextDecoder().decode(body))
      return command ? [{ ...common, change: null, command }] : []
    }
    const found = entriesOf(body)
    // Each claim is something that somebody did; elsewhere one thing sets several keys.
    const groups = parseDocumentId(document)?.kind === 'claims' ? found.map((entry) => [entry]) : [found]
    return groups.map((group) => ({ ...common, change: { document, entries: group }, command: null }))
  })
  const described = await describeEntries(
    db,
    entries.map((entry, n) => ({ ...entry, n })),
  )
  const names = newNames(work, entriesOf)
  return described.map((item) => {
    if (item.personName !== null || item.what.kind !== 'mark') return item
    return { ...item, personName: names.get(item.what.person) ?? null }
  })
}

/** People whom the work itself brings: nobody here knows them yet. */
function newNames(work: RescuedWork, entriesOf: EntriesOf): Map<PersonId, string> {
  return new Map(
    work.requests.flatMap(({ document, body }): [PersonId, string][] => {
      const info = parseDocumentId(document)
      if (info?.kind !== 'person' || !info.person) return []
      const fields = new Map(entriesOf(body))
      const name = [fields.get('givenName'), fields.get('familyName')]
        .filter((part) => typeof part === 'string')
        .join(' ')
      return name === '' ? [] : [[info.person, name]]
    }),
  )
}
