/** Puts one fault each into finished worlds: the judge must find it. Prints JSON: what was found, by plant. */
import { replaceGlobals } from './virtualGlobals.ts'

replaceGlobals()
const { teachTransactions } = await import('./simDisk.ts')
teachTransactions()
const { loadYjs } = await import('#store/seatCore.ts')
await loadYjs()
const { simulate } = await import('./simulate.ts')
const { seatDatabaseName } = await import('#store/seatDatabase.ts')

const SEED = 4
const CLAIMS = "document LIKE 'run/%/claims/%'"
const plants: Record<string, Parameters<typeof simulate>[1]> = {
  nothing: {},
  'the same again': {},
  'a row lost by the hub': {
    plant: ({ hub }) => hub.db.exec(`DELETE FROM rows WHERE seq = (SELECT max(seq) FROM rows WHERE ${CLAIMS})`),
  },
  'a row that is somebody else’s': {
    plant: ({ hub, people }) =>
      hub.db
        .prepare(`UPDATE rows SET member = ? WHERE seq = (SELECT max(seq) FROM rows WHERE ${CLAIMS})`)
        .run(people.stranger.member),
  },
  'another phone as the author': {
    plant: ({ hub }) =>
      hub.db.exec(
        `UPDATE rows SET device = 'AAAAAAAAAAAAAAAA' WHERE seq = (SELECT max(seq) FROM rows WHERE ${CLAIMS})`,
      ),
  },
  'a row twice': {
    plant: ({ hub }) =>
      hub.db.exec(
        `INSERT INTO rows SELECT hub, seq + 1000000, scope, document, member, device, received_at, clock_offset, epoch,
         tag, bytes FROM rows WHERE seq = (SELECT max(seq) FROM rows WHERE ${CLAIMS})`,
      ),
  },
  'a claim that one phone alone does not know': {
    plant: (world) => {
      const [phone] = world.phones
      const person = phone && world.personOf(phone)
      const rows =
        phone && person ? phone.disk.rows<{ claims: unknown[] }>(seatDatabaseName(person.member), 'registers') : []
      rows.find(({ claims }) => claims.length > 0)?.claims.pop()
    },
  },
  'saved and never written': {
    plant: (world) => {
      const [phone] = world.phones
      const { member } = world.people.coordinator
      if (phone) world.statements.push({ marker: 'mk999999km', phone, member, state: 'saved' })
    },
  },
}
const found: Record<string, { trace: number; faults: string[] }> = {}
for (const [name, options] of Object.entries(plants)) {
  const { trace, faults } = await simulate(SEED, options)
  found[name] = { trace, faults: faults.map((fault) => fault.split(':')[0] ?? '') }
}
console.log(JSON.stringify(found))
