/** `npm run crash -- --browser --rounds N [--seed S] [--planted]` kills a browser in which a trainer marks
 *  (`crashBrowser.ts`); planted, it notes a mark as saved before its transaction, and must fail.
 *
 *  `npm run crash -- --rounds N [--devices D] [--slow-disk MS]`: devices write to the real server, which is killed with -9
 *  at a random moment and started again on the same data. A reader that goes on from where it was must find every change
 *  that was acknowledged in the round; at the end, and each while, a fresh one must find all there ever were. With a slow
 *  disk each commit takes so much longer. One last line with the figures; fails if one is missing. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import * as Y from 'yjs'
import { claimChange } from '#documents/claimsDocument.ts'
import { applyChange, openDocument, readAll } from '#documents/yMap.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import { makeId, type PersonId, type Random, type RunId, type SessionId } from '#domain/ids.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import { RawClient, type SignedIn, signIn } from '../support/rawClient.ts'
import { TestServer } from '../support/server.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    devices: { type: 'string', default: '8' },
    'slow-disk': { type: 'string', default: '0' },
    browser: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    planted: { type: 'boolean', default: false },
  },
})
if (values.browser) {
  const { crashBrowser } = await import('./crashBrowser.ts')
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
  process.exit((await crashBrowser({ rounds, seed, isPlanted: values.planted })) ? 0 : 1)
}
const [rounds, deviceCount, slowMs] = [Number(values.rounds), Number(values.devices), Number(values['slow-disk'])]
/** A fresh reader reads everything; among the rounds so often. */
const FRESH_EVERY = 25
const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))

interface Writer {
  signedIn: SignedIn
  run: RunId
  document: Y.Doc
  /** Sent and without an answer when the server was killed: sent again as it was. */
  frozen: { key: string; request: Uint8Array; update: Uint8Array } | null
  /** Keys whose claims the server acknowledged, over all rounds. */
  received: Set<string>
}

/** What a reader has of the claims: everything up to its cursor. */
interface Reader {
  cursor: number
  document: Y.Doc
}
const newReader = (): Reader => ({ cursor: 0, document: openDocument() })

/** Brings a reader up to the head, and gives the keys that it has then. */
async function read(server: TestServer, { signedIn, run }: Writer, reader: Reader): Promise<Set<string>> {
  const { member } = signedIn
  const client = await RawClient.open(server.origin, signedIn.cookie)
  const welcome = await client.greet(member)
  const head = welcome.seats.find((seat) => seat.member === member)?.head ?? 0
  const upto = client.next((frame) => frame.type === 'upto' && frame.sequence >= head)
  client.send({ type: 'pull', member, cursor: reader.cursor, fill: [] })
  await upto
  const id = documentId.claims(run, member)
  for (const change of client.changes) if (change.document === id) Y.applyUpdate(reader.document, change.bytes)
  client.close()
  if (reader.document.store.pendingStructs !== null) throw new Error('something acknowledged is pending')
  reader.cursor = head
  return new Set(readAll(reader.document).keys())
}

function nextClaim({ document, run, signedIn }: Writer): { key: string; update: Uint8Array } {
  const key = makeClaimKey(makeId<SessionId>(random), makeId<PersonId>(random), random)
  const before = Y.encodeStateVector(document)
  const claim = { kind: 'mark', status: 'present', at: Date.now(), replaces: [] } as const
  applyChange(document, claimChange(run, signedIn.member, key, { ...claim, replaces: [] }), true, 'crash')
  return { key, update: Y.encodeStateAsUpdate(document, before) }
}

/** Writes claims one after the other until the server is gone, and begins with what it did not answer the last time. */
async function write(server: TestServer, writer: Writer, onReceived: () => void): Promise<number> {
  const { signedIn, run, received } = writer
  // It may be killed at any word, the first one too.
  const client = await RawClient.open(server.origin, signedIn.cookie).catch(() => null)
  if (client === null) return 0
  const gone = client.untilClosed().then(() => null)
  if ((await Promise.race([client.greet(signedIn.member), gone])) === null) return 0
  let count = 0
  for (;;) {
    writer.frozen ??= { ...nextClaim(writer), request: random(16) }
    const { key, request, update } = writer.frozen
    const answer = await Promise.race([
      client.push(signedIn.member, documentId.claims(run, signedIn.member), update, request),
      gone,
    ])
    if (answer === null) return count
    if (answer.type === 'nack') throw new Error(`refused: ${answer.code} ${answer.detail}`)
    writer.frozen = null
    received.add(key)
    count += 1
    onReceived()
  }
}

const slow = { NODE_OPTIONS: `--import ${new URL('./slowDisk.ts', import.meta.url)}`, SLOW_DISK_MS: String(slowMs) }
const server = new TestServer(slowMs > 0 ? slow : {})
let [acknowledged, missing] = [0, 0]
try {
  await server.start()
  const coordinator = await signIn(server.origin, server.link('coordinator'))
  const office = await RawClient.open(server.origin, coordinator.cookie)
  await office.hello(coordinator.member)
  const run = office.changes
    .map((change) => parseDocumentId(change.document))
    .find((info) => info?.kind === 'plan')?.run
  if (!run) throw new Error('the demonstration has no run')
  const writers: Writer[] = []
  const member = (await signIn(server.origin, server.link('trainer'))).member
  for (let at = 0; at < deviceCount; at++) {
    const invited = await office.command(coordinator.member, { name: 'invite', member })
    if (invited.type !== 'ack') throw new Error(`no invitation: ${invited.code}`)
    const signedIn = await signIn(server.origin, (JSON.parse(invited.result) as { code: string }).code)
    writers.push({ signedIn, run, document: openDocument(), frozen: null, received: new Set() })
  }
  office.close()
  // Everybody is signed in: it starts faster without looking after the demonstration.
  server.env.TEREN_DEMO = '0'
  const [first] = writers
  if (!first) throw new Error('no device writes')
  const following = newReader()
  const countMissing = (found: Set<string>) => {
    for (const { received } of writers) for (const key of received) if (!found.has(key)) missing += 1
  }
  for (let round = 0; round < rounds; round++) {
    const begun = Promise.withResolvers<void>()
    const writing = Promise.all(writers.map((writer) => write(server, writer, begun.resolve)))
    // Now and then it is killed while they still connect.
    if (randomInt(8) > 0) await Promise.race([begun.promise, writing])
    await new Promise((resolve) => setTimeout(resolve, randomInt(500)))
    await server.kill()
    acknowledged += (await writing).reduce((sum, count) => sum + count, 0)
    await server.start()
    countMissing(await read(server, first, following))
    if ((round + 1) % FRESH_EVERY > 0 && round + 1 < rounds) continue
    countMissing(await read(server, first, newReader()))
    console.log(`round ${round + 1}: ${acknowledged} acknowledged, ${missing} missing`)
  }
} finally {
  await server.dispose()
}
const disk = slowMs > 0 ? `, ${slowMs} ms more a commit` : ''
console.log(`crash: ${rounds} rounds, ${deviceCount} devices${disk}, ${acknowledged} acknowledged, ${missing} missing`)
process.exit(missing === 0 && acknowledged > 0 ? 0 : 1)
