import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { moduleChange } from '#documents/module.ts'
import { applyChange, openDocument } from '#documents/yMap.ts'
import { type MemberId, type ModuleId, makeId, type PersonId, type RunId } from '#domain/ids.ts'
import type { Module } from '#domain/learning.ts'
import type { Role } from '#domain/roles.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId, type Scope } from '#protocol/documentIds.ts'
import type { Change } from '#protocol/frames.ts'
import type { Seat } from '../api.ts'
import type { DeviceStore } from '../deviceStore.ts'
import { isReplicaName } from '../learning/modulesDatabase.ts'
import { readBytes } from '../learning/replicaRoom.ts'
import type { LibraryRow, ModuleRow } from '../learningApi.ts'
import type { ModulePort, SyncSeat, WantedModule } from '../syncPort.ts'
import { aModule, anInfo, type FakeHub, SAMPLE_MODULE, sendAll, until } from '../testing.ts'
import { type ContractBench, fillDisk, random } from './contractBench.ts'

/** Learning modules on the device, and what a person did in them. */

interface Published {
  module: ModuleId
  content: Module
  bytes: Uint8Array
  digest: string
}

const QUESTION = { id: 'question', style: 'one' } as const
/** One without right or wrong. */
const THOUGHT = { id: 'thought', style: 'reflect' } as const

/** As the server publishes it. */
async function publish(content: Module, module = SAMPLE_MODULE): Promise<Published> {
  const document = openDocument()
  document.clientID = 1
  applyChange(document, moduleChange(module, content), false, null)
  const bytes = Y.encodeStateAsUpdate(document)
  return { module, content, bytes, digest: (await readBytes(bytes))?.digest ?? '' }
}

/** The feed's announcement of what a hub has, and of what else the server could give it. */
function announcement(hub: FakeHub, published: Published[], others: Published[] = []): Change {
  const listed = ({ module, content, bytes, digest }: Published) => ({
    module,
    ...{ title: content.title, summary: content.summary, languages: content.languages, minutes: content.minutes },
    ...{ lessonCount: content.lessons.length, contentVersion: content.version, bytes: bytes.length, digest },
  })
  const [modules, offered] = [published.map(listed), others.map(listed)]
  const row = hub.append('' as MemberId, anInfo('' as MemberId).device, documentId.modules(), new Uint8Array())
  const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, modules, offered }))
  return { ...row, kind: 'projection', bytes }
}

export function describeLearning(bench: ContractBench): void {
  const run = makeId<RunId>(random)
  const person = makeId<PersonId>(random)
  const PARTICIPANT: Scope[] = ['all', 'module', `class:${run}`, `part:${run}:${person}`, `self:${person}`]

  async function aReader(published: Published[], role: Role = 'participant') {
    bench.info = { ...bench.info, role }
    const tab = await bench.aTab()
    await tab.store.preload(true)
    const scopes = role === 'participant' ? PARTICIPANT : ['all', 'module', 'office', 'staff', `part:${run}:${person}`]
    await tab.sync.welcome(bench.hub.welcome(bench.info.member, scopes, { role }), bench.hub.epoch)
    await announce(tab.sync, published)
    return { ...tab, port: await portOf(tab.store), learning: tab.seat.learning }
  }

  /** Where sync puts what it fetches; there once somebody has looked. */
  async function portOf({ device, port }: DeviceStore): Promise<ModulePort> {
    const live = device.seat.peek()?.learning.modules()
    await expect.poll(() => port.modules.peek()).not.toBeNull()
    live?.dispose()
    return port.modules.peek() as ModulePort
  }

  const announce = (sync: SyncSeat, published: Published[]) =>
    sync.applyChanges([announcement(bench.hub, published)], bench.hub.log.length)

  async function rowWhen(seat: Seat, holds: (row: ModuleRow) => boolean): Promise<ModuleRow> {
    const live = seat.learning.modules()
    const [row] = await until(live, ([first]) => first !== undefined && holds(first))
    live.dispose()
    if (!row) throw new Error('no module is listed')
    return row
  }

  const wantedOf = (port: ModulePort): Promise<WantedModule> =>
    expect
      .poll(() => port.wanted.peek()[0])
      .toBeDefined()
      .then(() => port.wanted.peek()[0] as WantedModule)

  /** What sync does with everything that is still to come. */
  async function fetchRest(port: ModulePort, { bytes, digest }: Published): Promise<void> {
    // The list is read again a moment after what it tells has changed.
    const append = async () => {
      const what = port.wanted.peek().find((one) => one.digest === digest)
      return what && port.append(what, what.received, bytes.subarray(what.received))
    }
    await expect.poll(append).toEqual({ ok: true, value: bytes.length })
    await port.finish(await wantedOf(port))
  }

  async function read(seat: Seat): Promise<Module | null> {
    const live = seat.learning.module(SAMPLE_MODULE)
    const view = await until(live, () => true)
    live.dispose()
    return view.module
  }

  const isHere = ({ held, download }: ModuleRow) => held !== null && download === null

  async function aReaderWith(published: Published) {
    const reader = await aReader([published])
    await reader.learning.download(SAMPLE_MODULE)
    await fetchRest(reader.port, published)
    await rowWhen(reader.seat, isHere)
    return reader
  }

  const replicas = async () =>
    (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => isReplicaName(name))

  describe('a learning module', () => {
    test('L1 is listed with its size before anything of it is here', async () => {
      const published = await publish(aModule())
      const { seat } = await aReader([published])
      const row = await rowWhen(seat, () => true)
      expect(row).toMatchObject({ module: SAMPLE_MODULE, bytes: published.bytes.length, held: null, download: null })
      expect(row.title).toEqual(aModule().title)
    })

    test('L1 comes in pieces, goes on after the app was closed, and is then read without a network', async () => {
      const published = await publish(aModule())
      const first = await aReader([published])
      await first.learning.download(SAMPLE_MODULE)
      const what = await wantedOf(first.port)
      expect(await first.port.append(what, 0, published.bytes.subarray(0, 700))).toEqual({ ok: true, value: 700 })
      first.store.close()

      const second = await bench.aTab()
      await second.store.preload(true)
      const row = await rowWhen(second.seat, ({ download }) => download !== null)
      expect(row.download).toMatchObject({ received: 700, state: 'coming', trouble: null })
      await fetchRest(await portOf(second.store), published)
      await rowWhen(second.seat, isHere)
      second.store.close()

      const third = await bench.aTab()
      expect(await read(third.seat)).toEqual(aModule())
      expect((await rowWhen(third.seat, () => true)).held).toEqual({
        contentVersion: 1,
        bytes: expect.any(Number),
        isNewest: true,
      })
    })

    test('L1 asked for in another tab, is fetched by the one that sends, though nobody has looked at modules there', async () => {
      const published = await publish(aModule())
      const { store } = await bench.aTab()
      await store.preload(true)
      expect(store.port.modules.peek()).toBeNull()
      const { learning } = await aReader([published], bench.info.role)
      await learning.download(SAMPLE_MODULE)
      await expect.poll(() => store.port.modules.peek()).not.toBeNull()
      expect((await wantedOf(store.port.modules.peek() as ModulePort)).module).toBe(SAMPLE_MODULE)
    })

    test('L1 takes no piece twice, and none that is out of turn', async () => {
      const published = await publish(aModule())
      const { learning, port } = await aReader([published])
      await learning.download(SAMPLE_MODULE)
      const what = await wantedOf(port)
      await port.append(what, 0, published.bytes.subarray(0, 100))
      for (const from of [0, 50, 200])
        expect(await port.append(what, from, new Uint8Array(10))).toEqual({ ok: false, error: { kind: 'moved-on' } })
    })

    test('L1 paused takes nothing more, and goes on where it was', async () => {
      const published = await publish(aModule())
      const { learning, port, seat } = await aReader([published])
      await learning.download(SAMPLE_MODULE)
      const what = await wantedOf(port)
      await port.append(what, 0, published.bytes.subarray(0, 100))
      await learning.pause(SAMPLE_MODULE)
      expect((await port.append(what, 100, published.bytes.subarray(100))).ok).toBe(false)
      await expect.poll(() => port.wanted.peek()).toEqual([])
      const row = await rowWhen(seat, ({ download }) => download?.state === 'paused')
      expect(row.download?.received).toBe(100)
      await learning.download(SAMPLE_MODULE)
      await expect.poll(() => port.wanted.peek()[0]?.received).toBe(100)
      await fetchRest(port, published)
      expect(await read(seat)).toEqual(aModule())
    })

    test('L1 that is not what was announced is thrown away, and said', async () => {
      const published = await publish(aModule())
      const { learning, port, seat } = await aReader([published])
      await learning.download(SAMPLE_MODULE)
      const other = await publish(aModule({ minutes: 5 }))
      const what = await wantedOf(port)
      await port.append(what, 0, other.bytes)
      await port.finish(what)
      const row = await rowWhen(seat, ({ download }) => download?.state === 'stopped')
      expect(row).toMatchObject({ held: null, download: { received: 0, trouble: 'damaged' } })
      expect(await replicas()).toEqual([])
    })

    test('F2 L1 on a full disk says so, keeps what is here, and can be tried again', async () => {
      const published = await publish(aModule())
      const { learning, port, seat } = await aReader([published])
      await learning.download(SAMPLE_MODULE)
      const what = await wantedOf(port)
      await port.append(what, 0, published.bytes.subarray(0, 100))
      const makeRoom = fillDisk()
      try {
        const appended = await port.append(what, 100, published.bytes.subarray(100))
        expect(appended).toEqual({ ok: false, error: { kind: 'storage-full' } })
        await port.trouble(what, 'storage-full')
        const row = await rowWhen(seat, ({ download }) => download?.trouble === 'storage-full')
        expect(row.download?.received).toBe(100)
      } finally {
        makeRoom()
      }
      await learning.download(SAMPLE_MODULE)
      await fetchRest(port, published)
      expect(await read(seat)).toEqual(aModule())
    })

    test('L1 whose replica was silently not written is not taken for here', async () => {
      const published = await publish(aModule())
      const { learning, port, seat } = await aReader([published])
      await learning.download(SAMPLE_MODULE)
      const { add } = IDBObjectStore.prototype
      // As y-indexeddb writes on a full disk: the request is refused after it was made, and nobody listens.
      IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...given: Parameters<typeof add>) {
        return this.name === 'updates' ? this.count() : add.apply(this, given)
      } as typeof add
      try {
        await fetchRest(port, published)
      } finally {
        IDBObjectStore.prototype.add = add
      }
      const row = await rowWhen(seat, ({ download }) => download?.state === 'stopped')
      expect(row).toMatchObject({ held: null, download: { trouble: 'storage-full' } })
      await learning.download(SAMPLE_MODULE)
      await port.finish(await wantedOf(port))
      expect(await read(seat)).toEqual(aModule())
    })

    test('L1 S1 cleared away by the browser, is fetched again, and nothing that was done in it is lost', async () => {
      const published = await publish(aModule())
      const before = await aReaderWith(published)
      await before.learning.answer(SAMPLE_MODULE, QUESTION, ['distance'])
      before.store.close()
      for (const name of await replicas()) await bench.disk.wipe(name)

      const { store, seat } = await bench.aTab()
      await store.preload(true)
      const live = seat.learning.module(SAMPLE_MODULE)
      await expect.poll(() => live.value.peek().state).toBe('missing')
      live.dispose()
      const row = await rowWhen(seat, ({ held }) => held === null)
      expect(row.download).toMatchObject({ received: 0, state: 'coming', trouble: 'cleared' })
      await fetchRest(await portOf(store), published)
      expect(await read(seat)).toEqual(aModule())
      const progress = seat.learning.progress(SAMPLE_MODULE)
      const { progress: done } = await until(progress, () => true)
      progress.dispose()
      expect(done.answers).toMatchObject([{ block: 'question', choices: ['distance'] }])
    })

    test('L1 can be read in the version that is here until the newer one is', async () => {
      const [old, newer] = [await publish(aModule()), await publish(aModule({ version: 2, minutes: 6 }))]
      const { learning, port, seat, sync } = await aReaderWith(old)
      await announce(sync, [newer])
      const row = await rowWhen(seat, ({ held }) => held?.isNewest === false)
      expect(row).toMatchObject({ contentVersion: 2, held: { contentVersion: 1 }, download: null })
      await learning.download(SAMPLE_MODULE)
      await wantedOf(port)
      expect(await read(seat)).toEqual(aModule())
      await fetchRest(port, newer)
      await rowWhen(seat, isHere)
      expect(await read(seat)).toEqual(aModule({ version: 2, minutes: 6 }))
      await expect.poll(replicas).toHaveLength(1)
    })

    test('L1 a newer version announced on the way is what comes', async () => {
      const [old, newer] = [await publish(aModule()), await publish(aModule({ version: 2, minutes: 6 }))]
      const { learning, port, seat, sync } = await aReader([old])
      await learning.download(SAMPLE_MODULE)
      await port.append(await wantedOf(port), 0, old.bytes.subarray(0, 100))
      await announce(sync, [newer])
      await expect.poll(() => port.wanted.peek()[0]).toMatchObject({ digest: newer.digest, received: 0 })
      await fetchRest(port, newer)
      expect((await read(seat))?.version).toBe(2)
    })

    test('L1 freed takes no room any more, and what was read in it stays', async () => {
      const { learning, seat } = await aReaderWith(await publish(aModule()))
      await learning.finishLesson(SAMPLE_MODULE, 'start')
      expect(await learning.free(SAMPLE_MODULE)).toEqual({ ok: true, value: undefined })
      const row = await rowWhen(seat, ({ held, lessonsRead }) => held === null && lessonsRead > 0)
      expect(row).toMatchObject({ download: null, lessonsRead: 1 })
      expect(await replicas()).toEqual([])
    })

    test('S4 that the hub has no more leaves the device', async () => {
      const { seat, sync } = await aReaderWith(await publish(aModule()))
      await announce(sync, [])
      await expect.poll(replicas).toEqual([])
      const live = seat.learning.module(SAMPLE_MODULE)
      await expect.poll(() => live.value.peek().state).toBe('missing')
      live.dispose()
    })

    test('S4 leaves the device with the last seat of its hub', async () => {
      const { store } = await aReaderWith(await publish(aModule()))
      await store.device.removeSeat(bench.info.member)
      await expect.poll(replicas).toEqual([])
    })

    test('the size of the text and the language of a module are kept on the device', async () => {
      const { learning, store } = await aReaderWith(await publish(aModule()))
      await learning.setTextSize('large')
      await learning.setLanguage(SAMPLE_MODULE, 'cs')
      store.close()
      const live = (await bench.aTab()).seat.learning.module(SAMPLE_MODULE)
      expect(await until(live, () => true)).toMatchObject({ textSize: 'large', language: 'cs' })
      live.dispose()
    })
  })

  describe('the library of learning modules', () => {
    const OTHER = 'another-module-0' as ModuleId

    async function aCoordinator(given: Published[], offered: Published[]) {
      const coordinator = await aReader(given, 'coordinator')
      const tell = (now: Published[], others: Published[]) =>
        coordinator.sync.applyChanges([announcement(bench.hub, now, others)], bench.hub.log.length)
      await tell(given, offered)
      return { ...coordinator, tell }
    }

    async function libraryOf(seat: Seat, holds: (row: LibraryRow) => boolean, module = SAMPLE_MODULE) {
      const live = seat.learning.library()
      const rows = await until(live, (all) => all.some((row) => row.module === module && holds(row)))
      live.dispose()
      return rows.find((row) => row.module === module)
    }

    test('lists what the hub has and what else it could have, with what a download weighs', async () => {
      const [here, offered] = [await publish(aModule()), await publish(aModule({ minutes: 9 }), OTHER)]
      const { seat } = await aCoordinator([here], [offered])
      expect(await libraryOf(seat, ({ given }) => given)).toMatchObject({ asked: null, bytes: here.bytes.length })
      expect(await libraryOf(seat, ({ given }) => !given, OTHER)).toMatchObject({ minutes: 9, lessonCount: 2 })
    })

    test('F1 F3 one that is added is asked for at once, also after a restart, until the hub has it', async () => {
      const published = await publish(aModule())
      const before = await aCoordinator([], [published])
      expect(await before.learning.give(SAMPLE_MODULE)).toEqual({ ok: true, value: undefined })
      expect(await libraryOf(before.seat, ({ asked }) => asked !== null)).toMatchObject({ given: false, asked: 'give' })
      before.store.close()

      const { seat, sync } = await bench.aTab()
      expect(await libraryOf(seat, () => true)).toMatchObject({ given: false, asked: 'give' })
      const commands: CommandBody[] = []
      bench.hub.runs = (command) => {
        commands.push(command)
        return {}
      }
      await sendAll(bench.hub, sync, bench.info.device)
      expect(commands).toEqual([{ name: 'add-module', module: SAMPLE_MODULE }])
      await announce(sync, [published])
      expect(await libraryOf(seat, ({ given }) => given)).toMatchObject({ asked: null })
    })

    test('the last wish about a module is the one that is shown', async () => {
      const { learning, seat } = await aCoordinator([await publish(aModule())], [])
      await learning.withdraw(SAMPLE_MODULE)
      expect(await libraryOf(seat, ({ asked }) => asked !== null)).toMatchObject({ given: true, asked: 'withdraw' })
      await learning.give(SAMPLE_MODULE)
      expect(await libraryOf(seat, ({ asked }) => asked === 'give')).toMatchObject({ given: true })
    })

    test('F3 a wish that the hub refuses is no wish any more, and is kept with its reason', async () => {
      const { learning, seat, sync } = await aCoordinator([], [await publish(aModule())])
      await learning.give(SAMPLE_MODULE)
      bench.hub.refuses = () => 'no-right'
      await sendAll(bench.hub, sync, bench.info.device)
      expect(await libraryOf(seat, ({ asked }) => asked === null)).toMatchObject({ given: false })
      await expect.poll(() => seat.saving.peek().refused).toBe(1)
    })

    test('F2 a wish that cannot be written says so', async () => {
      const { learning } = await aCoordinator([], [await publish(aModule())])
      const makeRoom = fillDisk()
      try {
        expect(await learning.give(SAMPLE_MODULE)).toEqual({ ok: false, error: { kind: 'storage-full' } })
      } finally {
        makeRoom()
      }
    })

    test('L1 S4 withdrawn, it leaves the phone, and what was read in it is there when it comes again', async () => {
      const published = await publish(aModule())
      const { learning, port, seat, sync } = await aReaderWith(published)
      await learning.finishLesson(SAMPLE_MODULE, 'start')
      await announce(sync, [])
      await expect.poll(replicas).toEqual([])
      await announce(sync, [published])
      await learning.download(SAMPLE_MODULE)
      await fetchRest(port, published)
      expect(await rowWhen(seat, isHere)).toMatchObject({ lessonsRead: 1 })
    })

    test('L4 tells staff who has begun, each person once, and nothing that is theirs alone', async () => {
      const { seat, sync } = await aReader([await publish(aModule())], 'trainer')
      const [other, second] = [makeId<RunId>(random), makeId<PersonId>(random)]
      const elsewhere = (document: string, key: string) => {
        const value = { lesson: 'start', block: 'first', at: 1 }
        bench.hub.write('participant' as MemberId, { document, entries: [[`${SAMPLE_MODULE}/${key}`, value]] })
      }
      const from = bench.hub.log.length
      elsewhere(documentId.progress(run, person), 'read/start')
      elsewhere(documentId.progress(other, person), 'read/end')
      elsewhere(documentId.progress(run, second), 'position')
      elsewhere(documentId.private(person), 'try/thought/x')
      bench.hub.write('coordinator' as MemberId, {
        document: documentId.person(person),
        entries: [
          ['givenName', 'Jana'],
          ['familyName', 'Malá'],
        ],
      })
      const scopes = ['all', 'module', 'office', 'staff', `part:${run}`, `part:${other}`]
      await sync.welcome(bench.hub.welcome(bench.info.member, scopes, { role: 'trainer' }), bench.hub.epoch)
      await sync.applyChanges(bench.hub.log.slice(from), bench.hub.log.length)
      const live = seat.learning.readers(SAMPLE_MODULE)
      const readers = await until(live, (all) => all.some(({ displayName }) => displayName !== ''))
      live.dispose()
      expect(readers.toSorted((a, b) => b.lessonsRead - a.lessonsRead)).toEqual([
        { person, displayName: expect.stringContaining('Jana'), lessonsRead: 2 },
        { person: second, displayName: '', lessonsRead: 0 },
      ])
    })
  })

  describe('progress in a module', () => {
    async function progressOf(seat: Seat) {
      const live = seat.learning.progress(SAMPLE_MODULE)
      const view = await until(live, () => true)
      live.dispose()
      return view
    }
    const document = documentId.progress(run, person)

    test('F2 L2 is on the disk at once, waits to be sent, and reaches the hub', async () => {
      const { learning, seat, store, sync } = await aReader([await publish(aModule())])
      expect(await learning.readTo(SAMPLE_MODULE, 'start', 'signs')).toEqual({ ok: true, value: undefined })
      await learning.answer(SAMPLE_MODULE, QUESTION, ['hunger'])
      await learning.finishLesson(SAMPLE_MODULE, 'start')
      store.close()
      const again = await bench.aTab()
      const { progress, keptBy } = await progressOf(again.seat)
      expect(keptBy).toBe('hub')
      expect(progress.position).toMatchObject({ lesson: 'start', block: 'signs' })
      expect(Object.keys(progress.read)).toEqual(['start'])
      expect(progress.answers).toMatchObject([{ block: 'question', choices: ['hunger'] }])
      await expect.poll(() => again.seat.saving.peek().waiting).toBe(3)
      await sendAll(bench.hub, again.sync, bench.info.device)
      expect(Object.keys(bench.hub.entries(document)).filter((key) => !key.includes('/try/'))).toEqual([
        `${SAMPLE_MODULE}/position`,
        `${SAMPLE_MODULE}/read/start`,
      ])
      expect([seat.info.peek().member, sync.member]).toEqual([bench.info.member, bench.info.member])
    })

    test('L2 of two phones of one person merges: everything read and answered on either', async () => {
      const { learning, seat, sync } = await aReader([await publish(aModule())])
      await learning.answer(SAMPLE_MODULE, QUESTION, ['hunger'])
      await learning.finishLesson(SAMPLE_MODULE, 'start')
      const at = Date.now() + 5_000
      const elsewhere = (key: string, value: Record<string, unknown>) =>
        bench.hub.write(bench.info.member, { document, entries: [[`${SAMPLE_MODULE}/${key}`, value as never]] })
      elsewhere('try/question/other-phone', { choices: ['distance'], at })
      elsewhere('read/end', { at })
      elsewhere('position', { lesson: 'end', block: 'last', at })
      await sync.applyChanges(bench.hub.log.slice(-3), bench.hub.log.length)
      await sendAll(bench.hub, sync, bench.info.device)
      const { progress } = await progressOf(seat)
      expect(progress.answers.map(({ choices }) => choices)).toEqual([['hunger'], ['distance']])
      expect(Object.keys(progress.read).sort()).toEqual(['end', 'start'])
      expect(progress.position).toMatchObject({ lesson: 'end', block: 'last' })
    })

    test('L4 S4 what somebody thinks over is sent where nobody else reads, and comes to their other phone', async () => {
      const { learning, seat, sync } = await aReader([await publish(aModule())])
      await learning.answer(SAMPLE_MODULE, THOUGHT, ['sometimes'])
      await learning.answer(SAMPLE_MODULE, QUESTION, ['hunger'])
      await sendAll(bench.hub, sync, bench.info.device)
      const own = documentId.private(person)
      expect(Object.keys(bench.hub.entries(own))).toEqual([expect.stringMatching(/\/try\/thought\//)])
      expect(Object.keys(bench.hub.entries(document))).toEqual([expect.stringMatching(/\/try\/question\//)])
      const entry = { choices: ['often'], at: Date.now() + 5_000 }
      bench.hub.write(bench.info.member, {
        document: own,
        entries: [[`${SAMPLE_MODULE}/try/thought/other-phone`, entry]],
      })
      await sync.applyChanges(bench.hub.log.slice(-1), bench.hub.log.length)
      const { progress } = await progressOf(seat)
      expect(progress.answers.map(({ block, choices }) => `${block}: ${choices}`)).toEqual([
        'thought: sometimes',
        'question: hunger',
        'thought: often',
      ])
    })

    test('F2 that cannot be written stays on screen as not saved, until it is', async () => {
      const { learning, seat } = await aReader([await publish(aModule())])
      const makeRoom = fillDisk()
      try {
        const saved = await learning.answer(SAMPLE_MODULE, QUESTION, ['distance'])
        expect(saved).toEqual({ ok: false, error: { kind: 'storage-full' } })
        const view = await progressOf(seat)
        expect(view.unsaved).toBe(true)
        expect(view.progress.answers).toHaveLength(1)
      } finally {
        makeRoom()
      }
      expect((await seat.retryUnsaved()).ok).toBe(true)
      expect((await progressOf(seat)).unsaved).toBe(false)
    })

    test('L2 of somebody who takes part in no run stays on this phone, and nobody else’s is shown as theirs', async () => {
      const { learning, seat, store, sync } = await aReader([await publish(aModule())], 'trainer')
      bench.hub.write('participant' as MemberId, {
        document,
        entries: [[`${SAMPLE_MODULE}/read/end`, { at: 1 }]],
      })
      await sync.applyChanges(bench.hub.log.slice(-1), bench.hub.log.length)
      await learning.finishLesson(SAMPLE_MODULE, 'start')
      expect(seat.saving.peek().waiting).toBe(0)
      store.close()
      const { progress, keptBy } = await progressOf((await bench.aTab()).seat)
      expect(keptBy).toBe('phone')
      expect(Object.keys(progress.read)).toEqual(['start'])
    })
  })
}
