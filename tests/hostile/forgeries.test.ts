import { deflateRawSync } from 'node:zlib'
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import { PROTOCOL_VERSION } from '#protocol/frames.ts'
import { makeCode, makeLink } from '#protocol/invitationCode.ts'
import { CLIENTS_A_DEVICE } from '#protocol/limits.ts'
import { CLOSE } from '#protocol/refusals.ts'
import { systemRandom } from '../../sync-server/access/secrets.ts'
import { TestDevice } from '../../sync-server/connections/testDevice.ts'
import { until } from '../support/until.ts'
import { BOMBS } from './corpus.ts'
import { changed, claimKey, HostileWorld, newId, updateOf, type Who } from './world.ts'

/** Forgeries by name: somebody who is signed in, or nobody, tries to be another, to change what others wrote, or to take
 *  what is not theirs. Each is refused, changes nothing that is stored, leaves a line in the server's log, and the victim's
 *  devices read afterwards what they read before. */

let world: HostileWorld
/** What the trainer's phone wrote: what forgers are after. */
const claim = { key: claimKey(), document: new Y.Doc() }
const plan = new Y.Doc()
const taken = { request: systemRandom(16), update: updateOf({ [claimKey()]: 'taken once' }) }
const command = {
  request: systemRandom(16),
  body: { name: 'create-run', run: newId(), programme: null } as CommandBody,
}
/** A second phone of the trainer, and one whose sign-in was ended. */
const cookies = { second: '', ended: '' }
const devices = { ended: '' }
const codes = { used: '', expired: '' }

const NAME = 'The trainer'

const victim = () => world.seats.trainer
const claims = () => documentId.claims(world.run, victim().member)

beforeAll(async () => {
  world = await HostileWorld.start()
  const { server, run } = world
  const { member, cookie } = victim()
  const phone = await TestDevice.connect(server, cookie)
  await phone.hello([{ member }])
  const push = async (document: string, update: Uint8Array, request?: Uint8Array) =>
    expect(await phone.push(member, document, update, request)).toMatchObject({ type: 'ack' })
  await push(claims(), updateOf({ [claim.key]: { kind: 'mark' } }, claim.document))
  await push(documentId.plan(run), updateOf({ place: 'Hall' }, plan))
  await push(claims(), taken.update, taken.request)
  expect(await phone.command(member, command.body, command.request)).toMatchObject({ type: 'ack' })
  await phone.close()
  const colleague = world.seats['trainer of the same run'].member
  const crowded = await world.connect('trainer of the same run')
  expect(
    await crowded.push(colleague, documentId.claims(run, colleague), underManyIds(CLIENTS_A_DEVICE - 1)),
  ).toMatchObject({ type: 'ack' })
  await crowded.close()
  cookies.second = (await server.signIn(member)).cookie
  const ended = await server.signIn(member)
  cookies.ended = ended.cookie
  devices.ended = ended.device
  await server.post('/api/sign-out', { member }, { cookie: ended.cookie })
  codes.used = await server.makeCode(member)
  await server.post('/api/sign-in', { code: codes.used, label: '' })
  codes.expired = await server.makeCode(member, -1)
})
afterEach(() => world.closeDevices())
afterAll(() => world.server.close())

// ------------------------------------------------------------------------------------------------- ways to be refused

type Refused = Record<string, unknown>
interface Forgery {
  name: string
  /** Does it; returns what came of it. */
  attempt: () => Promise<Refused>
  refused: Refused
  /** The line of the log. */
  line: Record<string, unknown>
}

const nack = (code: string, what: 'push' | 'command' = 'push') => ({
  refused: { type: 'nack', code },
  line: { event: 'refused', what, code },
})

/** A push by somebody, as whom they say. */
const push = (
  name: string,
  by: Who,
  code: string,
  document: () => string,
  update: () => Uint8Array = () => updateOf({ [claimKey()]: 'forged' }),
  as: Who = by,
): Forgery => ({
  name,
  attempt: async () => ({ ...(await (await world.connect(by)).push(world.seats[as].member, document(), update())) }),
  ...nack(code),
})

const order = (name: string, by: Who, code: string, body: () => unknown): Forgery => ({
  name,
  attempt: async () => ({ ...(await (await world.connect(by)).command(world.seats[by].member, body())) }),
  ...nack(code, 'command'),
})

/** Whoever opens a socket with this, and says that. */
const socket = (
  name: string,
  why: keyof typeof CLOSE,
  open: () => Promise<TestDevice>,
  say: (device: TestDevice) => void = () => undefined,
): Forgery => ({
  name,
  async attempt() {
    const device = await open()
    say(device)
    return { closed: (await device.closed).code }
  },
  refused: { closed: CLOSE[why] },
  line: { event: why === 'signedOut' || why === 'badOrigin' ? 'connection-refused' : 'connection-closed', why },
})

const post = (
  name: string,
  status: number,
  error: string,
  path: string,
  body: () => unknown,
  headers: () => Record<string, string> = () => ({}),
): Forgery => ({
  name,
  async attempt() {
    const answer = await world.server.post(path, body(), headers())
    return { status: answer.status, error: answer.body.error, cookie: answer.cookie }
  },
  refused: { status, error, cookie: '' },
  line: { event: 'sign-in-refused', path, error },
})

// --------------------------------------------------------------------------------------------------- hands of forgers

const copyOf = (document: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document))
  return copy
}
const bomb = (name: string) => BOMBS.find((one) => one.name === name)?.update ?? new Uint8Array()
const bytesOf = (...values: number[]) => new Uint8Array(values)

/** An update that deletes what stands there, and says nothing else. */
function deletesOnly(client: number, count: number): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const value of [0, 1, client, 1, 0, count]) encoding.writeVarUint(encoder, value)
  return encoding.toUint8Array(encoder)
}

/** The trainer's phone, as a copy of it goes on under its client id. */
function goesOn(document: Y.Doc, entries: Record<string, unknown>, clientID = document.clientID): Uint8Array {
  const copy = copyOf(document)
  copy.clientID = clientID
  return updateOf(entries, copy)
}

/** A claim each under client ids of its own. */
const underManyIds = (count: number): Uint8Array =>
  Y.mergeUpdates(Array.from({ length: count }, () => updateOf({ [claimKey()]: 'mine' })))

function gapped(entries: [Record<string, unknown>, Record<string, unknown>]): Uint8Array {
  const doc = new Y.Doc()
  updateOf(entries[0], doc)
  return updateOf(entries[1], doc)
}

const otherContent = (type: 'text' | 'list' | 'other root'): Uint8Array => {
  const doc = new Y.Doc()
  if (type === 'text') doc.getText('teren').insert(0, 'x')
  else if (type === 'list') doc.getArray('teren').push([1])
  else doc.getMap('other').set(claimKey(), 1)
  return Y.encodeStateAsUpdate(doc)
}

const cookieOf = (who: Who) => world.seats[who].cookie
const altered = (cookie: string) => `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`
const connect = (cookie: string, headers: Record<string, string> = {}) =>
  TestDevice.connect(world.server, cookie, headers)
const greeted = () => world.connect('trainer of the same run')
const raw = (device: TestDevice, bytes: Uint8Array | string) => device.sayBytes(bytes)
const run = () => world.run
const adam = () => world.seats.participant
const bara = () => world.seats['participant of the same run']

const FORGERIES: readonly Forgery[] = [
  // Being another.
  push('speaks for a colleague', 'trainer of the same run', 'ended', claims, undefined, 'trainer'),
  push('speaks for the coordinator', 'trainer', 'ended', () => documentId.hub(), undefined, 'coordinator'),
  push('speaks for a member of another hub', 'coordinator of another hub', 'ended', claims, undefined, 'trainer'),
  push(
    'speaks for a participant',
    'trainer',
    'ended',
    () => documentId.private(adam().person),
    undefined,
    'participant',
  ),
  {
    name: 'goes on pushing after the sign-in was ended',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer', cookies.ended)
      ).push(victim().member, claims(), updateOf({ [claimKey()]: 1 }))),
    }),
    ...nack('ended'),
  },
  {
    name: 'goes on commanding after the sign-in was ended',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer', cookies.ended)
      ).command(victim().member, { name: 'create-run', run: newId(), programme: null })),
    }),
    ...nack('ended', 'command'),
  },
  socket('has no cookie', 'signedOut', () => connect('')),
  socket('alters the secret in a cookie', 'signedOut', () => connect(altered(cookieOf('coordinator')))),
  socket('puts another’s device before its own secret', 'signedOut', () =>
    connect(`${cookieOf('coordinator').split('.')[0]}.${cookieOf('trainer').split('.').at(-1)}`),
  ),
  socket('brings a cookie of another server', 'signedOut', () =>
    connect(cookieOf('trainer').replace('teren-', 'teren-x')),
  ),
  socket('brings the cookie of a visitor from a page of another site', 'badOrigin', () =>
    connect(cookieOf('coordinator'), { origin: 'https://evil.example' }),
  ),
  socket('brings it from a page without an origin', 'badOrigin', () =>
    connect(cookieOf('coordinator'), { origin: 'null' }),
  ),
  post('signs in with a used code', 410, 'used', '/api/sign-in', () => ({ code: codes.used, label: '' })),
  post('signs in with an expired code', 410, 'expired', '/api/sign-in', () => ({ code: codes.expired, label: '' })),
  post('guesses a code', 404, 'unknown-code', '/api/sign-in', () => ({ code: makeCode(systemRandom), label: '' })),
  post('signs in with a code of another server', 404, 'other-server', '/api/sign-in', () => ({
    ...{ code: makeLink(world.server.origin, { serverId: newId(), code: codes.used }), label: '' },
  })),
  post('signs in with somebody’s name', 400, 'not-a-code', '/api/sign-in', () => ({ code: NAME, label: '' })),
  post(
    'signs in from a page of another site',
    403,
    'bad-origin',
    '/api/sign-in',
    () => ({ code: codes.used, label: '' }),
    () => ({ origin: 'https://evil.example' }),
  ),
  post('sets up a second hub with a member’s code', 404, 'unknown-code', '/api/set-up', () => ({
    code: codes.used,
    hubName: 'Mine',
    displayName: 'Me',
    label: '',
  })),
  post(
    'signs somebody else out',
    403,
    'no-right',
    '/api/sign-out',
    () => ({ member: victim().member }),
    () => ({ cookie: cookieOf('trainer of the same run') }),
  ),
  post('signs out without a cookie', 401, 'signed-out', '/api/sign-out', () => ({ member: victim().member })),
  // What was said already.
  {
    name: 'says other things under a request that was taken',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer')
      ).push(victim().member, claims(), updateOf({ [claimKey()]: 2 }), taken.request)),
    }),
    ...nack('fork'),
  },
  {
    name: 'says the same under a request that was taken, of another document',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer')
      ).push(victim().member, documentId.plan(run()), taken.update, taken.request)),
    }),
    ...nack('fork'),
  },
  {
    name: 'repeats a colleague’s request word for word',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer of the same run')
      ).push(world.seats['trainer of the same run'].member, claims(), taken.update, taken.request)),
    }),
    ...nack('no-right'),
  },
  {
    name: 'gives another command under a request that was taken',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer')
      ).command(victim().member, { ...command.body, run: newId() }, command.request)),
    }),
    ...nack('fork', 'command'),
  },
  {
    name: 'goes on under the client id of the first phone from a copied profile',
    attempt: async () => ({
      ...(await (
        await world.connect('trainer', cookies.second)
      ).push(victim().member, claims(), goesOn(claim.document, { [claimKey()]: 1 }))),
    }),
    ...nack('fork'),
  },
  push('says other things at clocks that were said', 'trainer', 'fork', claims, () => {
    const rolledBack = new Y.Doc()
    rolledBack.clientID = claim.document.clientID
    return updateOf({ [claimKey()]: 'other' }, rolledBack)
  }),
  push(
    'goes on under a colleague’s client id in a plan that both write',
    'trainer of the same run',
    'fork',
    () => documentId.plan(run()),
    () => goesOn(plan, { place: 'nowhere' }),
  ),
  push(
    'says a colleague’s first words again, otherwise',
    'trainer of the same run',
    'fork',
    () => documentId.plan(run()),
    () => {
      const forged = new Y.Doc()
      forged.clientID = plan.clientID
      return updateOf({ place: 'nowhere' }, forged)
    },
  ),
  push(
    'makes its own claims long by ever more client ids',
    'trainer of the same run',
    'too-large',
    () => documentId.claims(run(), world.seats['trainer of the same run'].member),
    () => underManyIds(2),
  ),
  // What others state.
  push('marks in a colleague’s name', 'trainer of the same run', 'no-right', claims),
  push('marks in a trainer’s name, as coordinator', 'coordinator', 'no-right', claims),
  push('marks as an observer', 'observer', 'no-right', () => documentId.claims(run(), world.seats.observer.member)),
  push('marks itself as a participant', 'participant', 'no-right', () => documentId.claims(run(), adam().member)),
  push('marks in a run that is not held', 'trainer of another programme', 'no-right', () =>
    documentId.claims(run(), world.seats['trainer of another programme'].member),
  ),
  push('overwrites a claim that it knows', 'trainer', 'insert-only', claims, () =>
    updateOf({ [claim.key]: 'other' }, copyOf(claim.document)),
  ),
  push('overwrites a claim as if there were none', 'trainer', 'key-taken', claims, () =>
    updateOf({ [claim.key]: 'other' }),
  ),
  push('deletes a claim', 'trainer', 'insert-only', claims, () =>
    changed(copyOf(claim.document), (map) => map.delete(claim.key)),
  ),
  push('deletes claims in eleven bytes', 'trainer', 'insert-only', claims, () =>
    deletesOnly(claim.document.clientID, 1),
  ),
  push('hides a map in a claim', 'trainer', 'insert-only', claims, () =>
    updateOf({ [claimKey()]: new Y.Map([['status', 'present']]) }),
  ),
  push('writes beside the one root of claims', 'trainer', 'insert-only', claims, () => otherContent('other root')),
  push('writes text where claims stand', 'trainer', 'insert-only', claims, () => otherContent('text')),
  push('writes a list where claims stand', 'trainer', 'insert-only', claims, () => otherContent('list')),
  push('claims under a key that is none', 'trainer', 'insert-only', claims, () => updateOf({ note: 1 })),
  push('claims under __proto__', 'trainer', 'insert-only', claims, () =>
    bomb('__proto__ where the key of a claim belongs'),
  ),
  push('states one claim twice in one update', 'trainer', 'insert-only', claims, () => bomb('one key twice')),
  // What does not stand by itself.
  push('leaves a step out', 'trainer', 'needs', claims, () => gapped([{ [claimKey()]: 1 }, { [claimKey()]: 2 }])),
  push('begins at a clock of 2^40', 'trainer', 'needs', claims, () => bomb('a clock at 2^40 (a gap)')),
  push(
    'stands on what does not exist',
    'trainer',
    'malformed',
    () => documentId.plan(run()),
    () => bomb('a parent that is not there'),
  ),
  push(
    'stands on itself',
    'trainer',
    'needs',
    () => documentId.plan(run()),
    () => bomb('a struct that stands on itself'),
  ),
  push(
    'goes round in a circle',
    'trainer',
    'needs',
    () => documentId.plan(run()),
    () => bomb('two clients that stand on each other'),
  ),
  push(
    'deletes what is not here',
    'trainer',
    'needs',
    () => documentId.plan(run()),
    () => bomb('deletes of what is not there'),
  ),
  push(
    'takes up no clock',
    'trainer',
    'needs',
    () => documentId.plan(run()),
    () => bomb('an entry of no length'),
  ),
  push(
    'skips a part',
    'trainer',
    'needs',
    () => documentId.plan(run()),
    () => bomb('a part that is skipped'),
  ),
  // What is no update, or harms whoever reads it.
  push('declares 2^25 steps in six bytes', 'trainer', 'malformed', claims, () =>
    bomb('2^25 structs declared in six bytes'),
  ),
  push('sends an update of version 2', 'trainer', 'malformed', claims, () => bomb('an update of version 2')),
  push('sends half an update', 'trainer', 'malformed', claims, () =>
    taken.update.subarray(0, taken.update.length >> 1),
  ),
  push(
    'nests maps 10,000 deep',
    'trainer',
    'malformed',
    () => documentId.plan(run()),
    () => bomb('a map in a map, 10,000 times'),
  ),
  push(
    'nests lists 20,000 deep in a value',
    'trainer',
    'malformed',
    () => documentId.plan(run()),
    () => bomb('an array in an array, 20,000 times'),
  ),
  push(
    'gives a value another prototype',
    'trainer',
    'malformed',
    () => documentId.plan(run()),
    () => bomb('a value whose field __proto__ becomes its prototype'),
  ),
  {
    name: 'packs 64 MiB into some bytes',
    async attempt() {
      const device = await world.connect('trainer')
      const request = systemRandom(16)
      const update = new Uint8Array(deflateRawSync(new Uint8Array(64 * 1024 * 1024)))
      const { member } = victim()
      device.say({ type: 'push', member, request, document: claims(), deviceNow: 1, update, isDeflated: true })
      return { ...(await device.answer(request)) }
    },
    ...nack('too-large'),
  },
  // Where others write, or nobody.
  push('decides on its own registers', 'trainer', 'no-right', () => documentId.review(run())),
  push('changes a programme as a trainer', 'trainer', 'no-right', () => documentId.programme(world.programme)),
  push('renames the hub as a trainer', 'trainer', 'no-right', () => documentId.hub()),
  push('notes something about a person of a run that is not held', 'trainer of another programme', 'no-right', () =>
    documentId.about(run(), adam().person),
  ),
  push('notes something about a person as an observer', 'observer with names', 'no-right', () =>
    documentId.about(run(), adam().person),
  ),
  push('writes another participant’s progress', 'participant', 'no-right', () =>
    documentId.progress(run(), bara().person),
  ),
  push('writes in another participant’s diary', 'participant', 'no-right', () => documentId.private(bara().person)),
  push('writes in a participant’s diary as coordinator', 'coordinator', 'no-right', () =>
    documentId.private(adam().person),
  ),
  push('writes its own record of attendance', 'participant', 'no-right', () => documentId.record(adam().person)),
  push('forges the list of members', 'coordinator', 'no-right', () => documentId.members()),
  push('forges who may record', 'coordinator', 'no-right', () => documentId.runStaff(run())),
  push('forges the timetable of a class', 'trainer', 'no-right', () => documentId.classPublic(run())),
  push('forges a learning module', 'coordinator', 'no-right', () => documentId.module(world.module)),
  push('writes in a run of another hub', 'coordinator of another hub', 'no-right', () => documentId.plan(run())),
  push(
    'writes in a document that is reserved',
    'coordinator',
    'unknown-document',
    () => `person/${adam().person}/contact`,
  ),
  push(
    'writes behind a document’s path',
    'coordinator',
    'unknown-document',
    () => `${documentId.plan(run())}/../review`,
  ),
  push('writes in what is no document', 'coordinator', 'unknown-document', () => `run/${run()}`),
  // Commands.
  order('grants itself a programme', 'trainer', 'no-right', () => ({
    name: 'grant',
    member: victim().member,
    programme: world.otherProgramme,
  })),
  order('makes itself a coordinator', 'trainer', 'no-right', () => ({
    name: 'add-member',
    member: victim().member,
    displayName: 'The trainer',
    role: 'coordinator',
  })),
  order('changes somebody’s role by adding them again', 'coordinator', 'not-possible', () => ({
    name: 'add-member',
    member: victim().member,
    displayName: 'The trainer',
    role: 'coordinator',
  })),
  order('asks for the coordinator’s code', 'trainer', 'no-right', () => ({
    name: 'invite',
    member: world.seats.coordinator.member,
  })),
  order('withdraws a colleague’s codes', 'trainer of the same run', 'no-right', () => ({
    ...{ name: 'withdraw-codes', member: victim().member },
  })),
  order('asks for another participant’s code', 'participant', 'no-right', () => ({
    name: 'invite',
    member: bara().member,
  })),
  order('asks for a code of another hub', 'coordinator of another hub', 'not-possible', () => ({
    name: 'invite',
    member: victim().member,
  })),
  order('admits somebody to a run that is not held', 'trainer', 'no-right', () => ({
    name: 'admit',
    member: newId(),
    person: newId(),
    run: world.otherRun,
    displayName: 'Planted',
  })),
  order('takes a participant over under another member', 'coordinator', 'not-possible', () => ({
    name: 'admit',
    member: victim().member,
    person: newId(),
    run: run(),
    displayName: 'The trainer',
  })),
  order('ends a colleague’s sign-in', 'trainer of the same run', 'no-right', () => ({
    name: 'end-sign-in',
    member: victim().member,
    device: victim().device,
  })),
  order('ends a sign-in of another hub', 'coordinator of another hub', 'not-possible', () => ({
    name: 'end-sign-in',
    member: victim().member,
    device: victim().device,
  })),
  order('lets itself see names', 'observer', 'no-right', () => ({
    name: 'grant-names',
    member: world.seats.observer.member,
  })),
  order('says who it is in the directory', 'trainer', 'no-right', () => ({
    name: 'link-person',
    member: victim().member,
    person: adam().person,
  })),
  order('takes a run of another programme', 'trainer', 'no-right', () => ({
    name: 'place-run',
    run: world.otherRun,
    programme: world.programme,
  })),
  order('makes a run where it holds no programme', 'trainer', 'no-right', () => ({
    name: 'create-run',
    run: newId(),
    programme: world.otherProgramme,
  })),
  order('leads a plan back as a trainer', 'trainer', 'no-right', () => ({
    name: 'restore-document',
    document: documentId.plan(run()),
    at: 1,
    by: null,
  })),
  order('leads claims back as coordinator', 'coordinator', 'no-right', () => ({
    name: 'restore-document',
    document: claims(),
    at: 1,
    by: null,
  })),
  order('leads a participant’s diary back', 'coordinator', 'no-right', () => ({
    name: 'restore-document',
    document: documentId.private(adam().person),
    at: 1,
    by: null,
  })),
  order('leads a plan of another hub back', 'coordinator of another hub', 'no-right', () => ({
    name: 'restore-document',
    document: documentId.plan(run()),
    at: 1,
    by: null,
  })),
  order('takes a module from the hub', 'trainer', 'no-right', () => ({ name: 'remove-module', module: world.module })),
  order('commands what is no command', 'coordinator', 'malformed', () => ({
    name: 'constructor',
    member: victim().member,
  })),
  order('commands by a prototype', 'coordinator', 'malformed', () => JSON.parse('{"__proto__":{"name":"grant"}}')),
  // Frames.
  socket('acknowledges in the server’s place', 'badFrame', greeted, (device) =>
    device.say({
      type: 'ack',
      member: victim().member,
      request: taken.request,
      sequence: 1,
      receivedAt: 1,
      tag: bytesOf(),
      result: '',
    }),
  ),
  socket('sends changes as the server does', 'badFrame', greeted, (device) =>
    device.say({ type: 'changes', member: victim().member, changes: [] }),
  ),
  socket(
    'pushes before it greets',
    'badFrame',
    () => connect(cookieOf('trainer')),
    (device) =>
      device.say({
        type: 'push',
        member: victim().member,
        request: systemRandom(16),
        document: claims(),
        deviceNow: 1,
        update: taken.update,
      }),
  ),
  socket('sends text', 'badFrame', greeted, (device) => raw(device, 'push')),
  socket('sends a frame that does not exist', 'badFrame', greeted, (device) => raw(device, bytesOf(99))),
  socket('sends half a frame', 'badFrame', greeted, (device) => raw(device, bytesOf(3, 200, 1))),
  socket('sends bytes after the end of a frame', 'badFrame', greeted, (device) => raw(device, bytesOf(11, 1, 0))),
  socket(
    'greets for a hundred members',
    'badFrame',
    () => connect(cookieOf('trainer')),
    (device) =>
      device.say({
        ...{ type: 'hello', version: PROTOCOL_VERSION, build: 'forged', deviceNow: 1 },
        seats: Array.from({ length: 100 }, () => ({
          member: victim().member,
          cursor: 0,
          epoch: null,
          scopeSetHash: '',
        })),
      }),
  ),
  socket(
    'speaks a version that nobody speaks',
    'version',
    () => connect(cookieOf('trainer')),
    (device) => device.say({ type: 'hello', version: 99, build: 'forged', deviceNow: 1, seats: [] }),
  ),
]

/** What the trainer's fresh device is sent, as one value. */
const victimReads = async () =>
  (await world.read('trainer')).map(({ sequence, document, member, bytes }) => [
    ...[sequence, document, member, Buffer.from(bytes).toString('hex')],
  ])

describe('a forger', () => {
  it('has more than forty ways, each with a name of its own', () => {
    expect(FORGERIES.length).toBeGreaterThanOrEqual(40)
    expect(new Set(FORGERIES.map(({ name }) => name)).size).toBe(FORGERIES.length)
  })

  it.each(FORGERIES)('S4 S5 RI1 $name: refused', async ({ attempt, refused, line }) => {
    const { server } = world
    const [state, read, lines] = [world.stateHash(), await victimReads(), server.reports.length]
    expect(await attempt()).toMatchObject(refused)
    const since = () => server.reports.slice(lines).map(({ event, fields }) => ({ event, ...fields }))
    await until('the line', since, (all) => all.some(({ event }) => event === line.event))
    expect(since()).toContainEqual(expect.objectContaining(line))
    expect(since()).toHaveLength(1)
    expect(world.stateHash()).toBe(state)
    expect(await victimReads()).toEqual(read)
  })

  it('S4 LI6 leaves nothing in the log that is somebody’s: no name, word, code or cookie', () => {
    const lines = JSON.stringify(world.server.reports)
    const secrets = Object.values(world.seats).map(({ cookie }) => cookie.split('.').at(-1) ?? '')
    for (const text of [NAME, 'forged', 'said first', 'taken once', 'nowhere', ...Object.values(codes), ...secrets]) {
      expect([text, lines.includes(text)]).toEqual([text, false])
    }
  })

  it('S4 S5 leaves everybody at work as before: what they write is taken and reaches the others', async () => {
    const colleague = await world.connect('trainer of the same run')
    await colleague.pull(world.seats['trainer of the same run'].member)
    const phone = await world.connect('trainer')
    const key = claimKey()
    const update = updateOf({ [key]: 'after all that' }, claim.document)
    expect(await phone.push(victim().member, claims(), update)).toMatchObject({ type: 'ack' })
    const { changes } = await colleague.next('changes')
    expect(changes).toMatchObject([{ document: claims(), member: victim().member, device: victim().device }])
    const doc = new Y.Doc()
    for (const { document, bytes } of await world.read('observer')) if (document === claims()) Y.applyUpdate(doc, bytes)
    expect(doc.store.pendingStructs).toBeNull()
    expect(doc.getMap('teren').toJSON()).toMatchObject({ [claim.key]: { kind: 'mark' }, [key]: 'after all that' })
    expect(doc.getMap('teren').size).toBe(4)
  })

  it('S5 GR5 LI3 that sends a frame over the limit is cut by the socket itself', async () => {
    const device = await greeted()
    const state = world.stateHash()
    device.sayBytes(new Uint8Array(2 ** 20 + 1))
    expect((await device.closed).code).toBe(1009)
    expect(world.server.reports.at(-1)).toMatchObject({ event: 'socket-error' })
    expect(world.stateHash()).toBe(state)
  })
})
