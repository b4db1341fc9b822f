/** `npm run crash -- --rounds N`: devices write to the real server, which is killed with -9 at a random moment and
 *  started again on the same data; a fresh reader must find every change that was acknowledged. One last line with the
 *  figures; fails if one is missing. */
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
  options: { rounds: { type: 'string', default: '10' }, devices: { type: 'string', default: '8' } },
})
const [rounds, deviceCount] = [Number(values.rounds), Number(values.devices)]
const random: Random = (count) => crypto.getRandomValues(new Uint8Array(count))

interface Writer {
  signedIn: SignedIn
  run: RunId
  /** Keys whose claims the server acknowledged, over all rounds. */
  received: Set<string>
}

/** Everything a fresh device gets of a member's claims in a run. */
async function keysOf(server: TestServer, { signedIn, run }: Writer): Promise<Set<string>> {
  const client = await RawClient.open(server.origin, signedIn.cookie)
  await client.hello(signedIn.member)
  const document = openDocument()
  const id = documentId.claims(run, signedIn.member)
  for (const change of client.changes) if (change.document === id) Y.applyUpdate(document, change.bytes)
  client.close()
  return new Set(readAll(document).keys())
}

/** Writes claims one after the other, under a client id of its own, until the server is gone. */
async function write(server: TestServer, writer: Writer): Promise<number> {
  const { signedIn, run, received } = writer
  // It may be killed at any word, the first one too.
  const client = await RawClient.open(server.origin, signedIn.cookie).catch(() => null)
  if (client === null) return 0
  const gone = client.untilClosed().then(() => null)
  if ((await Promise.race([client.hello(signedIn.member), gone])) === null) return 0
  const document = openDocument()
  let count = 0
  for (;;) {
    const key = makeClaimKey(makeId<SessionId>(random), makeId<PersonId>(random), random)
    const before = Y.encodeStateVector(document)
    const claim = { kind: 'mark', status: 'present', at: Date.now(), replaces: [] } as const
    applyChange(document, claimChange(run, signedIn.member, key, { ...claim, replaces: [] }), true, 'crash')
    const update = Y.encodeStateAsUpdate(document, before)
    const answer = await Promise.race([
      client.push(signedIn.member, documentId.claims(run, signedIn.member), update),
      gone,
    ])
    if (answer === null) return count
    if (answer.type === 'nack') throw new Error(`refused: ${answer.code} ${answer.detail}`)
    received.add(key)
    count += 1
  }
}

const server = new TestServer()
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
    writers.push({ signedIn, run, received: new Set() })
  }
  office.close()
  for (let round = 0; round < rounds; round++) {
    const writing = Promise.all(writers.map((writer) => write(server, writer)))
    await new Promise((resolve) => setTimeout(resolve, randomInt(50, 600)))
    await server.kill()
    acknowledged += (await writing).reduce((sum, count) => sum + count, 0)
    await server.start()
    const first = writers[0]
    if (!first) break
    const found = await keysOf(server, first)
    for (const { received } of writers) for (const key of received) if (!found.has(key)) missing += 1
  }
} finally {
  await server.dispose()
}
console.log(`crash: ${rounds} rounds, ${deviceCount} devices, ${acknowledged} acknowledged, ${missing} missing`)
process.exit(missing === 0 && acknowledged > 0 ? 0 : 1)
