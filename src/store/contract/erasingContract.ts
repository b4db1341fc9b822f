import { expect, test } from 'vitest'
import { noteChange } from '#documents/about.ts'
import { personChange } from '#documents/person.ts'
import { type DeviceId, type MemberId, makeId, type PersonId } from '#domain/ids.ts'
import { documentId } from '#protocol/documentIds.ts'
import { seatDatabaseName } from '../seatDatabase.ts'
import { pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, random } from './contractBench.ts'

/** Nobody's name. */
const NAME = 'Zyxwana'

/** What a device does when the hub has erased a person. */
export function describeErasing(bench: ContractBench): void {
  const { aTab, aTabInTheField, look, person, session } = bench
  const OFFICE = 'coordinator' as MemberId

  /** The hub erases persons, or keeps them out of lists. */
  function tell(...persons: { person: PersonId; standing: string }[]): void {
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, persons }))
    const row = bench.hub.append('' as MemberId, '' as DeviceId, documentId.erased(), bytes)
    row.kind = 'projection'
  }
  function erase(who: PersonId): void {
    bench.hub.log = bench.hub.log.map((row) => (row.document.includes(who) ? { ...row, document: 'office/gone' } : row))
    bench.hub.refuses = ({ document, body }) =>
      document.includes(who) || (document === '' && new TextDecoder().decode(body).includes(who)) ? 'erased' : null
    tell({ person: who, standing: 'erased' })
  }

  /** Everything in every store of every database, as text. */
  async function everything(): Promise<string> {
    const found: string[] = []
    for (const { name = '' } of await bench.disk.indexedDB.databases()) {
      const db = await asked(bench.disk.indexedDB.open(name))
      for (const store of db.objectStoreNames) {
        const rows = await asked(db.transaction(store).objectStore(store).getAll())
        found.push(...rows.map((row) => JSON.stringify(row, legible)))
      }
      db.close()
    }
    return found.join('\n')
  }

  async function withName(): Promise<Awaited<ReturnType<typeof aTab>>> {
    bench.hub.write(OFFICE, personChange(person(), { givenName: NAME }))
    const note = { text: `${NAME} came by bus`, at: 1, by: OFFICE }
    bench.hub.write(OFFICE, noteChange(bench.field.run, person(), makeId(random), note))
    return aTabInTheField()
  }

  test('ER3 what is here of an erased person goes: documents, rows, search, and what was not sent; its owner is told', async () => {
    const { seat, sync } = await withName()
    await seat.mark(session(), person(), { status: 'present', note: `${NAME} was early` })
    await seat.inviteParticipant(bench.field.run, person())
    await sync.nextRequests(1, 0)
    expect(await everything()).toContain(NAME)
    erase(person())
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await everything()).not.toContain(NAME)
    await expect.poll(() => seat.erased.value).toBeGreaterThan(0)
    const told = seat.erased.value
    const view = await look(seat, ({ people }) => people.get(person())?.standing === 'erased')
    expect(view.people.get(person())).toMatchObject({ displayName: '', standing: 'erased' })
    expect(await seat.searchPersons(NAME, 5)).toEqual([])
    // The mark itself holds a random id, and is sent.
    await sendAll(bench.hub, sync, bench.info.device)
    expect(
      bench.hub.log.some(({ document }) => document === documentId.claims(bench.field.run, bench.info.member)),
    ).toBe(true)
    expect(seat.erased.value).toBe(told)
    await seat.forgetErased()
    await expect.poll(() => seat.erased.value).toBe(0)
    await expect.poll(() => seat.saving.value).toMatchObject({ waiting: 0, refused: 0 })
  })

  test('ER3 a device that sends first is refused, lets go of it, and is told', async () => {
    const { seat, sync } = await withName()
    const { searchPersons } = seat
    const office = await seat.office()
    await office.savePerson(person(), { givenName: NAME, familyName: 'Nová', organisation: '', role: `of ${NAME}` })
    await seat.mark(session(), person(1), { status: 'present' })
    erase(person())
    await sendAll(bench.hub, sync, bench.info.device)
    expect(await everything()).not.toContain(NAME)
    await expect.poll(() => seat.erased.value).toBe(1)
    await expect.poll(() => seat.saving.value).toMatchObject({ waiting: 0, refused: 0 })
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await searchPersons('Person1', 5)).toHaveLength(1)
    expect(await everything()).not.toContain(NAME)
  })

  test('ER3 ER5 RE4 what a restored hub does not take back of an erased person goes at once, and with it all that is here of them', async () => {
    const { seat, sync } = await withName()
    await seat.mark(session(), person(), { status: 'present', note: `${NAME} was early` })
    // The backup knew the name, and not what was noted since.
    const forkSeq = bench.hub.log.length - 1
    await sync.welcome(bench.hub.welcome(bench.info.member, null, { forkSeq }), 'epoch-2')
    const given = (await sync.nextGiveBack(0)) ?? { rows: [], left: 0 }
    expect(given.rows.map(({ document }) => document)).toEqual([documentId.about(bench.field.run, person())])
    await sync.givenBack(given, [{ code: 'erased', sequence: 0, tag: new Uint8Array() }])
    expect(await everything()).not.toContain(NAME)
    expect(await sync.nextGiveBack(0)).toBeNull()
    await expect.poll(() => seat.erased.value).toBe(1)
    // Marks hold a random id.
    await expect.poll(() => seat.saving.value).toMatchObject({ waiting: 1, refused: 0 })
  })

  test('ER3 what another tab writes afterwards is refused and goes, too', async () => {
    const { seat, sync } = await withName()
    erase(person())
    await pull(bench.hub, sync, scopesOf(bench.field))
    await seat.mark(session(), person(), { status: 'present', note: `${NAME} again` })
    expect(await everything()).toContain(NAME)
    await sendAll(bench.hub, sync, bench.info.device)
    expect(await everything()).not.toContain(NAME)
    await expect.poll(() => seat.saving.value).toMatchObject({ waiting: 0, refused: 0 })
  })

  test('ER4 who is kept until a day is in no list and is not found, until it is decided otherwise', async () => {
    const { seat, sync } = await withName()
    tell({ person: person(), standing: 'restricted' })
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await seat.searchPersons(NAME, 5)).toEqual([])
    const hidden = await look(seat, ({ people }) => people.get(person())?.standing === 'restricted')
    expect(hidden.people.get(person())).toMatchObject({ displayName: '', familyName: '' })
    // News of the person change nothing of that.
    bench.hub.write(OFFICE, personChange(person(), { role: 'tailor' }))
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await seat.searchPersons(NAME, 5)).toEqual([])
    tell()
    await pull(bench.hub, sync, scopesOf(bench.field))
    expect(await seat.searchPersons(NAME, 5)).toMatchObject([{ displayName: `${NAME} Nová`, role: 'tailor' }])
    expect(seat.erased.value).toBe(0)
  })

  test('ER3 who was kept until a day and is erased then goes like anybody else', async () => {
    const { seat, sync } = await withName()
    tell({ person: person(), standing: 'restricted' })
    await pull(bench.hub, sync, scopesOf(bench.field))
    erase(person())
    await pull(bench.hub, sync, scopesOf(bench.field))
    const view = await look(seat, ({ people }) => people.get(person())?.standing === 'erased')
    expect(view.people.get(person())).toMatchObject({ displayName: '', standing: 'erased' })
    expect(await everything()).not.toContain(NAME)
  })

  test('ER4 a coordinator decides without a network, is shown texts of others with the name, and every decision after', async () => {
    bench.hub.write(OFFICE, personChange(person(), { givenName: NAME, familyName: 'Nováková' }))
    const about = { text: `sits beside ${NAME.toUpperCase()}`, at: 1, by: OFFICE }
    bench.hub.write(OFFICE, noteChange(bench.field.run, person(1), makeId(random), about))
    const own = { text: `${NAME} herself`, at: 1, by: OFFICE }
    bench.hub.write(OFFICE, noteChange(bench.field.run, person(), makeId(random), own))
    const { seat, sync } = await aTabInTheField()
    await seat.didNotTakePlace(session(1), 'Zyxwany was ill')
    const office = await seat.office()
    expect((await office.personToDecide(person()))?.displayName).toBe(`${NAME} Nováková`)
    const named = await office.namedElsewhere(person())
    expect(named.filter(({ text }) => text.includes('herself'))).toEqual([])
    expect(named).toContainEqual({ text: about.text, where: { kind: 'note', run: bench.field.run } })
    expect(named).toContainEqual({ text: 'Zyxwany was ill', where: { kind: 'session', session: session(1) } })

    const decision = { outcome: 'done' as const, until: null, reason: '' }
    expect(await office.erasePerson(person(), decision)).toMatchObject({ ok: true })
    const waiting = await until(office.erasures(), (rows) => rows.length === 1)
    expect(waiting).toMatchObject([{ ...decision, state: 'waiting', personName: `${NAME} Nováková`, byName: null }])
    const plan = await until(office.plan(bench.field.run), ({ people }) => people.length === 3)
    expect(plan.people.map(({ person: id }) => id)).not.toContain(person())

    await sendAll(bench.hub, sync, bench.info.device)
    const told = [{ person: person(), ...decision, by: OFFICE, at: 7 }]
    const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, decisions: told }))
    bench.hub.append('' as MemberId, '' as DeviceId, documentId.erasures(), bytes).kind = 'projection'
    erase(person())
    await pull(bench.hub, sync, [...scopesOf(bench.field), 'access'])
    const decided = await until(office.erasures(), ([row]) => row?.state === 'decided' && row.personName === '')
    expect(decided).toMatchObject([{ ...decision, byName: '', at: 7 }])
    // Who erased somebody lost nothing.
    expect(seat.erased.value).toBe(0)
  })

  test('ER3 a device of the erased member keeps nothing of theirs, and says so to whoever has it', async () => {
    const { seat, sync, store } = await withName()
    await seat.mark(session(), person(1), { status: 'present' })
    expect(
      await sync.welcome(bench.hub.welcome(bench.info.member, null, { state: 'erased' }), bench.hub.epoch),
    ).toBeNull()
    expect(store.device.seats.value).toEqual([])
    expect(store.device.erasedBy.value).toBe(bench.info.hubName)
    const left = (await bench.disk.indexedDB.databases()).map(({ name }) => name)
    expect(left).not.toContain(seatDatabaseName(bench.info.member))
    expect(await everything()).not.toContain(NAME)
    await store.device.forgetErased()
    expect(store.device.erasedBy.value).toBeNull()
  })
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Bytes as the text that may stand in them. */
const legible = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value
