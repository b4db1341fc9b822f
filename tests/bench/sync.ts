import { randomBytes } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { deflateRawSync } from 'node:zlib'
import * as Y from 'yjs'
import { claimChange } from '#documents/claimsDocument.ts'
import { personChange } from '#documents/person.ts'
import { applyChange, openDocument } from '#documents/yMap.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import type { Claim } from '#domain/claims.ts'
import type { MemberId, PersonId, RunId, SessionId } from '#domain/ids.ts'
import { encodeFrame } from '#protocol/codec.ts'
import { documentId } from '#protocol/documentIds.ts'
import { PROTOCOL_VERSION, type Welcome } from '#protocol/frames.ts'
import { DEFLATE_OVER_BYTES, MERGE_UP_TO_BYTES } from '#protocol/limits.ts'
import { scopeSetHash } from '#protocol/scopeSetHash.ts'
import { CrowdedHub, type CrowdedRun, type Marker, newId, usageOf } from '../support/crowdedHub.ts'
import { RawClient, type SignedIn } from '../support/rawClient.ts'
import { type Figure, percentile, print } from './measure.ts'

/** Sync under crowds: the real server in its own process, devices that speak over real websockets. Processor time and
 *  memory are the server's alone; the devices run in this process, on the same machine. */

const DEVICES_A_RUN = 10
const UNDER_WAY = 8

type Bench = () => Promise<Figure[]>

const random = (count: number) => new Uint8Array(randomBytes(count))
const pidOf = ({ server }: CrowdedHub): number => server.pid ?? 0

async function withHub(run: (hub: CrowdedHub) => Promise<Figure[]>): Promise<Figure[]> {
  const hub = new CrowdedHub()
  try {
    await hub.open()
    return await run(hub)
  } finally {
    await hub.dispose()
  }
}

/** Runs over all, several at a time. */
async function each<T, R>(items: readonly T[], atOnce: number, run: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await run(items[at] as T, at)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  return results
}

async function makeMarkers(hub: CrowdedHub, runCount: number): Promise<Marker[]> {
  const runs: CrowdedRun[] = []
  for (let at = 0; at < runCount; at++) runs.push(await hub.makeRun())
  const markers: Marker[] = []
  for (const run of runs) for (let at = 0; at < DEVICES_A_RUN; at++) markers.push(await hub.makeMarker(run))
  return markers
}

async function push(client: RawClient, member: MemberId, document: string, update: Uint8Array): Promise<void> {
  const answer = await client.push(member, document, update, random(16))
  if (answer.type === 'nack') throw new Error(`refused: ${answer.code} ${answer.detail}`)
}

/** 500 phones come back with 40 marks each, all in one moment. */
const storm: Bench = () =>
  withHub(async (hub) => {
    const markers = await makeMarkers(hub, 50)
    const updates = markers.map((marker) => Array.from({ length: 40 }, () => marker.mark()))
    const before = usageOf(pidOf(hub))
    const began = performance.now()
    const clients = await Promise.all(
      markers.map(async (marker, at) => {
        const client = await RawClient.open(hub.server.origin, marker.cookie)
        await client.greet(marker.member)
        await each(updates[at] ?? [], UNDER_WAY, (update) => push(client, marker.member, marker.document, update))
        return client
      }),
    )
    const seconds = (performance.now() - began) / 1000
    const now = usageOf(pidOf(hub))
    const bytes = clients.reduce((sum, client) => sum + client.receivedBytes + client.sentBytes, 0)
    for (const client of clients) client.close()
    return [
      { what: 'storm: 500 devices × 40 changes, until all are received', value: seconds, unit: 's' },
      { what: 'storm: processor time of the server', value: now.cpuSeconds - before.cpuSeconds, unit: 's' },
      { what: 'storm: peak memory of the server', value: now.peakRss, unit: 'MB' },
      { what: 'storm: bytes of all messages', value: bytes / 1000, unit: 'kB' },
    ]
  })

const personUpdate = (): { document: string; update: Uint8Array; again(): Uint8Array } => {
  const person = newId<PersonId>()
  const document = openDocument()
  let count = 0
  const write = () => {
    const before = Y.encodeStateVector(document)
    const name = { givenName: `Given ${count}`, familyName: `Family ${person}`, demonstration: true }
    applyChange(document, personChange(person, count++ === 0 ? name : { givenName: name.givenName }), false, 'crowd')
    return Y.encodeStateAsUpdate(document, before)
  }
  return { document: documentId.person(person), update: write(), again: write }
}

/** HELLO and PULL as a device that has everything up to a cursor. */
async function catchUp(hub: CrowdedHub, { cookie, member }: SignedIn, cursor: number, held: string) {
  const began = performance.now()
  const client = await RawClient.open(hub.server.origin, cookie)
  const welcomed = client.next<Welcome>((frame) => frame.type === 'welcome')
  const seat = { member, cursor, epoch: null, scopeSetHash: held }
  client.send({ type: 'hello', version: PROTOCOL_VERSION, build: 'bench', deviceNow: Date.now(), seats: [seat] })
  const [told] = (await welcomed).seats
  const head = told?.head ?? 0
  const upto = client.next((frame) => frame.type === 'upto' && frame.sequence >= head)
  client.send({ type: 'pull', member, cursor, fill: [] })
  await upto
  const ms = performance.now() - began
  client.close()
  const bytes = client.receivedBytes + client.sentBytes
  // Pages that the server makes of a run may come as well.
  const persons = client.changes.map(({ document }) => document).filter((id) => id.startsWith('staff/person/'))
  return { ms, bytes, head, persons: new Set(persons).size, scopes: told?.scopes ?? [] }
}

/** A phone with so many documents that comes back, with nothing changed and with one in a hundred. */
const replica =
  (count: number): Bench =>
  () =>
    withHub(async (hub) => {
      const { member } = hub.coordinator
      const persons = Array.from({ length: count }, personUpdate)
      await each(persons, UNDER_WAY, ({ document, update }) => push(hub.office, member, document, update))
      const { programme } = await hub.makeRun()
      const phone = await hub.signIn(await hub.makeTrainer(programme))
      const first = await catchUp(hub, phone, 0, '')
      const held = scopeSetHash(first.scopes)
      const unchanged = await catchUp(hub, phone, first.head, held)
      const some = persons.filter((_, at) => at % 100 === 0)
      await each(some, UNDER_WAY, ({ document, again }) => push(hub.office, member, document, again()))
      const changed = await catchUp(hub, phone, first.head, held)
      if (first.persons !== count || changed.persons !== some.length) throw new Error('not everything came')
      const name = `replica of ${count}`
      return [
        { what: `${name}: all for the first time`, value: first.ms, unit: 'ms' },
        { what: `${name}: all for the first time`, value: first.bytes / 1000, unit: 'kB' },
        { what: `${name}: nothing changed`, value: unchanged.ms, unit: 'ms', atMost: 50 },
        { what: `${name}: nothing changed`, value: unchanged.bytes, unit: 'bytes', atMost: 1024 },
        { what: `${name}: 1 % changed`, value: changed.ms, unit: 'ms' },
        { what: `${name}: 1 % changed`, value: changed.bytes, unit: 'bytes' },
      ]
    })

/** Clients that stay: all of a run get what one of them writes. */
async function openAll(hub: CrowdedHub, markers: Marker[]): Promise<RawClient[]> {
  return each(markers, 20, async (marker) => {
    const client = await RawClient.open(hub.server.origin, marker.cookie)
    await client.hello(marker.member)
    return client
  })
}

/** When each of a mark's readers has it, by the bytes of the update. */
function watch(clients: RawClient[]): { count: () => number; of: (at: number) => number } {
  const counts = clients.map(() => 0)
  for (const [at, client] of clients.entries()) {
    client.onChanges = (changes) => {
      counts[at] = (counts[at] ?? 0) + changes.filter(({ document }) => document.includes('/claims/')).length
    }
  }
  return { count: () => counts.reduce((sum, count) => sum + count, 0), of: (at) => counts[at] ?? 0 }
}

const CHANGES_OF_A_FLOOD = 20
const PACED_SECONDS = 20

/** 50 documents, each with 10 clients that hold it open. */
const fanOut: Bench = () =>
  withHub(async (hub) => {
    const markers = await makeMarkers(hub, 50)
    const clients = await openAll(hub, markers)
    const arrived = watch(clients)
    const updates = markers.map((marker) => Array.from({ length: CHANGES_OF_A_FLOOD }, () => marker.mark()))
    const deliveries = markers.length * CHANGES_OF_A_FLOOD * (DEVICES_A_RUN - 1)
    const before = usageOf(pidOf(hub))
    const began = performance.now()
    await Promise.all(
      markers.map((marker, at) =>
        each(updates[at] ?? [], UNDER_WAY, (update) =>
          push(clients[at] as RawClient, marker.member, marker.document, update),
        ),
      ),
    )
    while (arrived.count() < deliveries) await after(5)
    const seconds = (performance.now() - began) / 1000
    const cpuSeconds = usageOf(pidOf(hub)).cpuSeconds - before.cpuSeconds
    const figures: Figure[] = [
      { what: 'flood of 50 documents × 10 clients: deliveries', value: deliveries / seconds, unit: 'per s' },
      { what: 'flood: processor time of a delivery', value: (cpuSeconds / deliveries) * 1e6, unit: 'µs' },
    ]
    return [...figures, ...(await paced(hub, markers, clients, PACED_SECONDS, 'paced'))]
  })

/** 50 writes a second for so long: when each is received, and when the first other device has it. */
async function paced(
  hub: CrowdedHub,
  markers: Marker[],
  clients: RawClient[],
  seconds: number,
  name: string,
): Promise<Figure[]> {
  const arrived = watch(clients)
  const received: number[] = []
  const delivered: number[] = []
  const under: Promise<void>[] = []
  const before = usageOf(pidOf(hub))
  const began = performance.now()
  for (let count = 0; count < seconds * 50; count++) {
    const wait = began + count * 20 - performance.now()
    if (wait > 0) await after(wait)
    const at = (count * 7) % markers.length
    const [marker, client] = [markers[at] as Marker, clients[at] as RawClient]
    const neighbour = at % DEVICES_A_RUN === 0 ? at + 1 : at - 1
    const had = arrived.of(neighbour)
    const from = performance.now()
    const seen = new Promise<void>((resolve) => {
      const look = () => {
        if (arrived.of(neighbour) === had) return setImmediate(look)
        delivered.push(performance.now() - from)
        resolve()
      }
      look()
    })
    const answered = push(client, marker.member, marker.document, marker.mark()).then(() => {
      received.push(performance.now() - from)
    })
    under.push(Promise.all([seen, answered]).then(() => undefined))
  }
  await Promise.all(under)
  const now = usageOf(pidOf(hub))
  const share = ((now.cpuSeconds - before.cpuSeconds) / ((performance.now() - began) / 1000)) * 100
  return [
    { what: `${name}: until received, median`, value: percentile(received, 0.5), unit: 'ms' },
    { what: `${name}: until received, 99th percentile`, value: percentile(received, 0.99), unit: 'ms', atMost: 250 },
    { what: `${name}: until another device has it, 99th percentile`, value: percentile(delivered, 0.99), unit: 'ms' },
    { what: `${name}: processor of the server`, value: share, unit: '%' },
    { what: `${name}: memory of the server at its highest`, value: now.peakRss, unit: 'MB', atMost: 300 },
  ]
}

/** 500 open sockets with 50 writes a second. */
const soak =
  (minutes: number): Bench =>
  () =>
    withHub(async (hub) => {
      const markers = await makeMarkers(hub, 50)
      const clients = await openAll(hub, markers)
      return paced(hub, markers, clients, minutes * 60, `500 sockets, ${minutes} min`)
    })

/** Until the server does nothing any more, then its memory: the least of some moments, so that waste not yet collected
 *  does not count. */
async function idle(pid: number): Promise<number> {
  for (let was = usageOf(pid).cpuSeconds; ; ) {
    await after(1_000)
    const now = usageOf(pid).cpuSeconds
    if (now - was < 0.03) break
    was = now
  }
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < 5; at++) {
    await after(200)
    least = Math.min(least, usageOf(pid).rss)
  }
  return least
}

/** Does memory grow with documents? Each is touched once. */
const touched: Bench = () =>
  withHub(async (hub) => {
    const { member } = hub.coordinator
    const figures: Figure[] = []
    let count = 0
    for (const until of [3_000, 10_000, 20_000]) {
      const persons = Array.from({ length: until - count }, personUpdate)
      const before = usageOf(pidOf(hub)).cpuSeconds
      // No device may write so many at once: others go on.
      for (let from = 0; from < persons.length; from += 4_000) {
        const { cookie } = await hub.signIn(member)
        const client = await RawClient.open(hub.server.origin, cookie)
        await client.greet(member)
        const some = persons.slice(from, from + 4_000)
        await each(some, UNDER_WAY, ({ document, update }) => push(client, member, document, update))
        client.close()
      }
      const perTouch = ((usageOf(pidOf(hub)).cpuSeconds - before) / persons.length) * 1e6
      count = until
      figures.push(
        { what: `${until} documents touched once: memory when idle`, value: await idle(pidOf(hub)), unit: 'MB' },
        { what: `${until} documents touched once: processor time of each`, value: perTouch, unit: 'µs' },
      )
    }
    return figures
  })

/** Sixty sessions of the same forty people, recorded away from any network: what leaves the phone then. */
const sixtySessions: Bench = async () => {
  const run = newId<RunId>()
  const member = newId<MemberId>()
  const persons = Array.from({ length: 40 }, () => newId<PersonId>())
  const leave = (claimsOf: () => { person: PersonId | null; claim: Claim }[]): number => {
    const document = openDocument()
    const updates: Uint8Array[] = []
    document.on('update', (update) => updates.push(update))
    for (let at = 0; at < 60; at++) {
      const session = newId<SessionId>()
      for (const { person, claim } of claimsOf())
        applyChange(document, claimChange(run, member, makeClaimKey(session, person, random), claim), true, 'crowd')
    }
    return sentFor(documentId.claims(run, member), member, updates)
  }
  const said = { at: 1_790_000_000_000, replaces: [] }
  const everyone = leave(() => [{ person: null, claim: { kind: 'everyone', persons, ...said, replaces: [] } }])
  const taps = leave(() =>
    persons.map((person) => ({ person, claim: { kind: 'mark', status: 'present', ...said, replaces: [] } })),
  )
  return [
    { what: '60 sessions × 40 people, everyone present', value: everyone / 1024, unit: 'KiB', atMost: 25 },
    { what: '60 sessions × 40 people, each tapped alone', value: taps / 1024, unit: 'KiB' },
  ]
}

/** Merged and deflated as a phone sends them. */
function sentFor(document: string, member: MemberId, updates: Uint8Array[]): number {
  let bytes = 0
  let group: Uint8Array[] = []
  const send = () => {
    const merged = Y.mergeUpdates(group)
    const packed = merged.length > DEFLATE_OVER_BYTES ? deflateRawSync(merged) : merged
    const head = { type: 'push', member, request: random(16), document, deviceNow: 1_790_000_000_000 } as const
    bytes += encodeFrame({ ...head, ...(packed === merged ? {} : { isDeflated: true }), update: packed }).length
    group = []
  }
  for (const update of updates) {
    if (group.reduce((sum, one) => sum + one.length, update.length) > MERGE_UP_TO_BYTES || group.length >= 200) send()
    group.push(update)
  }
  send()
  return bytes
}

/** `-- sync --only storm,touched --minutes 10` chooses among them, and how long the sockets stay open. */
export async function sync(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string', default: '' }, minutes: { type: 'string', default: '1' } },
  })
  const benches: Record<string, Bench> = {
    phone: sixtySessions,
    'replica-1000': replica(1_000),
    'replica-5000': replica(5_000),
    storm,
    'fan-out': fanOut,
    touched,
    soak: soak(Number(values.minutes)),
  }
  const wanted = values.only === '' ? Object.keys(benches) : values.only.split(',')
  for (const name of wanted) {
    const bench = benches[name]
    if (!bench) throw new Error(`bench: sync has no "${name}"; it has: ${Object.keys(benches).join(', ')}`)
    print(`sync-${name}`, await bench())
  }
}
