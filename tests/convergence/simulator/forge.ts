import * as Y from 'yjs'
import { ROOT } from '#documents/change.ts'
import { encodeFrame } from '#protocol/codec.ts'
import { documentId } from '#protocol/documentIds.ts'
import { PROTOCOL_VERSION } from '#protocol/frames.ts'
import type { Chance } from './chance.ts'
import type { Person, SimWorld } from './simWorld.ts'

/** A phone that says what it likes: signed in as somebody, past every rule of the app. Most of it must be refused; what
 *  it may write in its own name it may. */

export function forge(world: SimWorld, chance: Chance): void {
  const { connections, owner } = world.hub
  if (!connections) return
  const { stranger, observer, participant, trainers } = world.people
  const attacker = chance.pick([stranger, trainers[2] as Person, observer, participant])
  const device = world.hostileDevice(attacker)
  world.counts.forged++
  world.note(`forged by ${attacker.name}`)
  world.scheduler.after(
    0,
    () => {
      const connection = connections.open(
        { send: () => undefined, close: () => undefined, bufferedAmount: 0, drained: () => Promise.resolve() },
        device,
      )
      const { member } = attacker
      connection.receive(
        encodeFrame({
          type: 'hello',
          version: PROTOCOL_VERSION,
          build: 'forged',
          deviceNow: 0,
          seats: [{ member, cursor: 0, epoch: null, scopeSetHash: '' }],
        }),
      )
      for (let turn = chance.whole(1, 4); turn > 0; turn--) connection.receive(frame(world, chance, attacker))
      world.scheduler.after(5_000, () => connections.forget(connection), owner)
    },
    owner,
  )
}

function frame(world: SimWorld, chance: Chance, { member }: Person): Uint8Array {
  const { run } = world
  const victim = chance.pick([world.people.coordinator, ...world.people.trainers]).member
  const document = chance.pick([
    documentId.claims(run, victim),
    documentId.claims(run, member),
    documentId.plan(run),
    documentId.review(run),
    documentId.runStaff(run),
    documentId.hub(),
    documentId.members(),
    documentId.progress(run, world.person()),
    documentId.private(world.person()),
    'run/nothing',
  ])
  const bytes = encodeFrame({
    type: 'push',
    member: chance.percent(80) ? member : victim,
    request: chance.bytes(16),
    document,
    deviceNow: chance.whole(0, 2 ** 40),
    update: update(world, chance, document),
  })
  // Sometimes not even a frame.
  if (chance.percent(15)) bytes[chance.whole(0, bytes.length - 1)] = chance.whole(0, 255)
  return bytes
}

function update(world: SimWorld, chance: Chance, document: string): Uint8Array {
  const rows = world.hub.db
    .prepare<[string], { bytes: Buffer }>('SELECT bytes FROM rows WHERE document = ? ORDER BY seq')
    .all(document)
    .map(({ bytes }) => new Uint8Array(bytes))
  const kind = chance.whole(0, 5)
  const document2 = new Y.Doc()
  document2.clientID = chance.whole(1, 2 ** 31)
  const map = document2.getMap(ROOT)
  if (kind === 0 && rows.length > 0) {
    // Somebody else's bytes, spoiled.
    const copy = chance.pick(rows).slice()
    copy[chance.whole(0, copy.length - 1)] = chance.whole(0, 255)
    return copy
  }
  for (const row of rows) {
    try {
      Y.applyUpdate(document2, row)
    } catch {
      return chance.bytes(40)
    }
  }
  const before = Y.encodeStateVector(document2)
  const keys = [...map.keys()]
  if (kind === 1 && keys.length > 0) map.set(chance.pick(keys), { kind: 'mark', status: 'absent', at: 1, replaces: [] })
  else if (kind === 2 && keys.length > 0) map.delete(chance.pick(keys))
  else if (kind === 3) map.set(`${world.session()}:${world.person()}:AAAAAAAAAAA`, new Y.Map())
  else if (kind === 4) {
    const known = [...Y.decodeStateVector(before).keys()]
    if (known.length > 0) document2.clientID = chance.pick(known)
    map.set('forged', chance.whole(0, 1_000))
  } else return chance.bytes(chance.whole(0, 200))
  return Y.encodeStateAsUpdate(document2, before)
}
