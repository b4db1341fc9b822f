import * as Y from 'yjs'
import { readRecordedClaim } from '#documents/claimsDocument.ts'
import { applyChange, openDocument, readAll } from '#documents/yMap.ts'
import {
  type ClaimKey,
  type DeviceId,
  type HubId,
  type MemberId,
  type ModuleId,
  makeId,
  type PersonId,
  type ProgrammeId,
  type RunId,
  type SessionId,
} from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { makeCode } from '#protocol/invitationCode.ts'
import type { Saved, Seat, SeatInfo } from '#store/api.ts'
import { type MetaRow, type StoredRegister, seatDatabaseName } from '#store/seatDatabase.ts'
import { aField, type Field } from '#store/testing.ts'
import type { AccessSnapshot } from '../../../sync-server/access/operations.ts'
import type { HandFile } from './carrying.ts'
import { type Chance, chanceOf, hashOf } from './chance.ts'
import { Scheduler } from './scheduler.ts'
import { type DiskCopy, disksRunOn, type SimDisk } from './simDisk.ts'
import { type FormerRowHere, SECRETS, SimHub } from './simHub.ts'
import { LIBRARY } from './simModules.ts'
import { SimNetwork } from './simNetwork.ts'
import { SimPhone, type SimTab } from './simPhone.ts'
import { SERVER_ID, SimServerDisk } from './simServerDisk.ts'
import { enter } from './virtualGlobals.ts'

/** A hub with a coordinator, three trainers, an observer and a participant of one run, on some of eight phones. */

/** 2 March 2026, 8:00 UTC. */
const STARTS_AT = Date.UTC(2026, 2, 2, 8)
export const YEAR_MS = 365 * 24 * 3600 * 1000
/** One world in so many is a big one. */
const BIG_EVERY = 50
/** Of a hundred worlds in so many the server's database is a file. */
const DISKS_IN_FILES = 20

/** What all worlds of a process begin with: a hub with its plan, and phones that were in touch with it once. */
export interface Beginnings extends Settled {
  now: number
  database: Buffer
  phones: { person: Person; device: DeviceId; disk: DiskCopy }[]
}

interface Settled {
  hubId: HubId
  programme: ProgrammeId
  field: Field
  people: { coordinator: Person; trainers: Person[]; stranger: Person; observer: Person; participant: Person }
}

/** Through the doors that everybody takes. The same bytes in every process. */
export async function makeBeginnings(): Promise<Beginnings> {
  const world = new SimWorld('beginnings', null)
  const { hub, hubId, programme, field, people, phones, scheduler } = world
  const { coordinator, trainers, observer, participant } = people
  const again = trainers.slice(0, 1)
  for (const person of [coordinator, ...trainers, ...again, observer, participant, participant]) {
    await world.addPhone(person)
  }
  await scheduler.runUntil(scheduler.now + 8_000)
  for (const phone of phones) phone.kill(false)
  const kept = phones.map((phone) => ({
    person: world.personOf(phone) as Person,
    device: phone.device,
    disk: phone.disk.copy(),
  }))
  const database = hub.db.serialize()
  hub.crash()
  hub.disk.close()
  return { hubId, programme, field, people, now: scheduler.now, database, phones: kept }
}

export interface Person {
  name: string
  member: MemberId
  role: Role
}

/** What somebody stated on a phone, told apart from everything else by its marker. */
export interface Statement {
  marker: string
  phone: SimPhone
  member: MemberId
  /** `tried`: nobody was told how it ended. `lost`: went with its phone before the hub had it. */
  state: 'tried' | 'saved' | 'not-saved' | 'lost'
  /** Of whom it says something. */
  about: PersonId | null
  /** The phone's disk went since: what the hub loses is on other phones, or nowhere. */
  isOrphan: boolean
  /** Was brought in, and is not lost with its phone. */
  isCarried: boolean
}

/** A row that a restore took away, with the phones that had it then and still do. */
export interface Owed {
  row: FormerRowHere
  holders: Set<SimPhone>
}

export interface Counts {
  actions: number
  saved: number
  notSaved: number
  conflicts: number
  phoneCrashes: number
  hubCrashes: number
  fullDisks: number
  wipes: number
  rollbacks: number
  clones: number
  frozen: number
  clockJumps: number
  rightsLost: number
  ended: number
  lostPhones: number
  forged: number
  hubClockJumps: number
  unknownKinds: number
  modules: number
  downloads: number
  spoiled: number
  compacted: number
  restored: number
  backups: number
  putBack: number
  handedOver: number
  broughtIn: number
  broughtTwice: number
  spoiledFiles: number
  rescued: number
  decided: number
  refusedLost: number
  erasures: number
}

const NONE: Counts = {
  actions: 0,
  saved: 0,
  notSaved: 0,
  conflicts: 0,
  phoneCrashes: 0,
  hubCrashes: 0,
  fullDisks: 0,
  wipes: 0,
  rollbacks: 0,
  clones: 0,
  frozen: 0,
  clockJumps: 0,
  rightsLost: 0,
  ended: 0,
  lostPhones: 0,
  forged: 0,
  hubClockJumps: 0,
  unknownKinds: 0,
  modules: 0,
  downloads: 0,
  spoiled: 0,
  compacted: 0,
  restored: 0,
  backups: 0,
  putBack: 0,
  handedOver: 0,
  broughtIn: 0,
  broughtTwice: 0,
  spoiledFiles: 0,
  rescued: 0,
  decided: 0,
  refusedLost: 0,
  erasures: 0,
}

export class SimWorld {
  readonly scheduler: Scheduler
  readonly chance: Chance
  readonly hub: SimHub
  readonly network: SimNetwork
  readonly phones: SimPhone[] = []
  readonly counts: Counts = { ...NONE }
  readonly statements: Statement[] = []
  /** What did not hold when only a part of everything was well again. */
  readonly foundEarly: string[] = []
  /** What happened, in order: the same for the same seed. */
  trace = 0x811c9dc5
  readonly traceLines: string[] = []
  readonly hubId: HubId
  readonly programme: ProgrammeId
  readonly field: Field
  readonly people: Settled['people']
  /** Devices that say what they like, by member. */
  readonly hostile = new Map<MemberId, DeviceId>()
  endedDevices: ReadonlySet<DeviceId> = new Set()
  /** Disks as they were once, to be put back. */
  readonly copies = new Map<SimPhone, DiskCopy>()
  /** Modules that are wanted on a phone. */
  readonly wishes = new Map<SimPhone, Set<ModuleId>>()
  readonly files: HandFile[] = []
  /** Who was erased when each backup was taken. */
  readonly erasedInBackups: ReadonlySet<PersonId>[] = []
  /** Tags of rows that went with erased persons before a backup was put back. */
  readonly erasedEarlier: string[] = []
  /** Whose storage gave a row back as another one, or not at all. */
  readonly spoiled = new Set<SimPhone>()
  readonly owed: Owed[] = []
  /** Devices whose sign-in was ended at any time. */
  readonly everEnded = new Set<DeviceId>()
  /** Numbers of the persons who asked to be erased. */
  readonly decidedOn: number[] = []
  readonly #marks = new Map<string, Set<string>>()
  readonly keepLines: boolean
  #marker = 0

  readonly isBig: boolean
  readonly #beginnings: Beginnings | null
  readonly #here: Beginnings['phones']

  /** Without beginnings: the world in which those are made. */
  constructor(seed: number | string, beginnings: Beginnings | null, keepLines = false) {
    this.chance = chanceOf(seed)
    this.keepLines = keepLines
    this.isBig = typeof seed === 'number' && seed % BIG_EVERY === BIG_EVERY - 1
    this.#beginnings = beginnings
    this.scheduler = new Scheduler(beginnings ? beginnings.now + 60_000 : STARTS_AT)
    disksRunOn(this.scheduler)
    enter(this.scheduler, this.chance.apart('globals'))
    this.#here = this.#whoComes()
    const makes = {
      views: this.isBig || !beginnings || this.chance.apart('views').percent(30),
      modules: !beginnings || this.#here.some(({ person }) => person.role === 'participant'),
    }
    const disk = new SimServerDisk(beginnings?.database ?? null, this.chance.apart('disk').percent(DISKS_IN_FILES))
    this.hub = new SimHub(this.scheduler, this.chance.apart('hub'), disk, makes)
    this.network = new SimNetwork(this.scheduler, this.chance.apart('network'), this.hub)
    const settled = beginnings ?? newSettled(this.chance)
    this.hubId = settled.hubId
    this.programme = settled.programme
    this.field = settled.field
    this.people = settled.people
    this.hub.onAccess = ({ signIns }) => {
      const active = new Set(signIns.filter(({ state }) => state === 'active').map(({ device }) => device))
      this.endedDevices = new Set(signIns.map(({ device }) => device).filter((device) => !active.has(device)))
      for (const device of this.endedDevices) this.everEnded.add(device)
    }
    if (!beginnings) this.#settle()
  }

  /** People come with the phones they have. In a big world all of them do, with phones that were never used. */
  async begin(): Promise<void> {
    const { chance, isBig } = this
    for (const { person, device, disk } of this.#here) {
      const phone = this.makePhone(person.name, device)
      const isNew = isBig || chance.percent(8)
      if (!isNew) phone.disk.putBack(disk)
      if (chance.percent(40)) this.copies.set(phone, disk)
      phone.isOlder = chance.percent(12)
      const tab = await phone.openTab()
      await this.scheduler.runUntil(this.scheduler.now + 10_000, () => tab.store !== null)
      if (isNew) tab.addSeat(this.seatInfo(person, phone))
    }
    // Sometimes the first taps come before anything was heard of the hub.
    await this.scheduler.runUntil(this.scheduler.now + (isBig ? 8_000 : chance.whole(20, 1_500)))
  }

  #whoComes(): Beginnings['phones'] {
    const chance = this.chance.apart('people')
    const all = this.#beginnings?.phones ?? []
    if (this.isBig) return all.slice(0, chance.whole(4, 7))
    const [office, eva, jan, , evaToo, ola, pia, piaToo] = all
    const few = [
      [office, eva],
      [eva, jan],
      [eva, evaToo],
      [office, eva, jan],
      [eva, jan, evaToo],
      [office, ola],
      [office, pia],
      [pia, piaToo],
    ]
    return chance.pick(few).filter((phone) => phone !== undefined)
  }

  note(what: string): void {
    const line = `${this.scheduler.now.toFixed(3)} ${what}`
    this.trace = hashOf(line, this.trace)
    if (this.keepLines) this.traceLines.push(line)
  }

  get run(): RunId {
    return this.field.run
  }

  /** Members, rights and the plan, as an office made them before. */
  #settle(): void {
    const { hub, hubId, programme, people } = this
    const at = hub.clock()
    hub.operate({ kind: 'make-hub', hub: hubId, name: 'Hub', at })
    for (const { member, role, name } of [people.coordinator, ...people.trainers, people.stranger, people.observer]) {
      hub.operate({ kind: 'make-member', member, hub: hubId, displayName: name, role, at })
    }
    for (const { member } of people.trainers) hub.operate({ kind: 'make-grant', member, programme, at })
    hub.operate({ kind: 'make-run', run: this.run, hub: hubId, programme, at })
    const office = this.signIn(people.coordinator)
    const documents = new Map<string, Y.Doc>()
    for (const change of this.field.changes) {
      const named = change.entries.find(([key]) => key === 'programme')
      const written = named
        ? {
            ...change,
            entries: change.entries.map(([key, value]) => [key, key === 'programme' ? programme : value] as const),
          }
        : change
      const document = documents.get(change.document) ?? openDocument()
      documents.set(change.document, document)
      const before = Y.encodeStateVector(document)
      applyChange(
        document,
        { document: change.document, entries: written.entries.map(([key, value]) => [key, value]) },
        parseDocumentId(change.document)?.nature === 'insert-only',
        'office',
      )
      hub.append({
        hub: hubId,
        member: people.coordinator.member,
        device: office,
        request: this.chance.bytes(16),
        document: change.document,
        update: Y.encodeStateAsUpdate(document, before),
        receivedAt: at,
        clockOffsetMs: 0,
      })
    }
    const [person] = this.field.persons
    if (!person) return
    hub.operate({
      kind: 'command',
      ...{ hub: hubId, member: people.coordinator.member, device: office, request: this.chance.bytes(16), at },
      body: { name: 'admit', member: people.participant.member, person, run: this.run, displayName: 'Pia' },
    })
    for (const { id } of LIBRARY) {
      hub.operate({
        kind: 'command',
        ...{ hub: hubId, member: people.coordinator.member, device: office, request: this.chance.bytes(16), at },
        body: { name: 'add-module', module: id },
      })
    }
  }

  /** A device of its own for somebody. */
  signIn({ member }: Person, device = makeId<DeviceId>(this.chance.bytes)): DeviceId {
    const at = this.hub.clock()
    const codeHash = SECRETS.codeHash(makeCode(this.chance.bytes))
    this.hub.operate({ kind: 'make-invitation', member, codeHash, expiresAt: at + 60_000, at })
    this.hub.operate({ kind: 'redeem-invitation', codeHash, device, secretHash: 'x', label: '', publicKey: null, at })
    return device
  }

  /** Somebody's new phone, signed in, with one tab open. */
  async addPhone(person: Person): Promise<SimPhone> {
    const phone = this.makePhone(person.name, this.signIn(person))
    const tab = await phone.openTab()
    await this.scheduler.runUntil(this.scheduler.now + 10_000, () => tab.store !== null)
    tab.addSeat(this.seatInfo(person, phone))
    return phone
  }

  makePhone(name: string, device: DeviceId, disk?: SimDisk): SimPhone {
    const count = this.phones.filter((phone) => phone.name.startsWith(name)).length
    const phone = new SimPhone(
      {
        scheduler: this.scheduler,
        chance: this.chance.apart(`${name}${count}`),
        network: this.network,
        note: (what) => this.note(what),
      },
      count === 0 ? name : `${name}-${count + 1}`,
      device,
      disk,
    )
    phone.learns = this.isLearner(phone)
    this.phones.push(phone)
    return phone
  }

  /** The seat on screen in a tab; null while it is being opened, or nobody is signed in. */
  seatOf(tab: SimTab): Seat | null {
    return tab.store?.device.seat.peek() ?? null
  }

  /** Something is stated in a tab; what becomes of it is remembered. */
  state(tab: SimTab, what: string, act: (seat: Seat, marker: number) => Saved, about: PersonId | null = null): void {
    const seat = this.seatOf(tab)
    if (!seat) return
    const number = this.#marker++
    const { member } = seat.info.peek()
    const fresh = { state: 'tried', about, isOrphan: false, isCarried: false } as const
    const statement: Statement = { marker: markerOf(number), phone: tab.phone, member, ...fresh }
    this.statements.push(statement)
    this.counts.actions++
    this.note(`${tab.owner.name} ${what} ${statement.marker}`)
    tab.later(() => {
      void act(seat, number).then((saved) => {
        if (statement.state !== 'tried') return
        statement.state = saved.ok ? 'saved' : 'not-saved'
        if (saved.ok) this.counts.saved++
        else this.counts.notSaved++
        this.note(`${statement.marker} ${saved.ok ? 'saved' : `not saved: ${saved.error.kind}`}`)
      })
    })
  }

  /** A coordinator, on a phone of theirs. */
  office({ signIns }: AccessSnapshot): { member: MemberId; device: DeviceId } {
    const { member } = this.people.coordinator
    const found = signIns.find((one) => one.member === member && one.state === 'active')
    if (!found) throw new Error('the office has no phone')
    return { member, device: found.device }
  }

  /** Whether the hub's database holds it. */
  isOnHub({ marker }: Pick<Statement, 'marker'>): boolean {
    return this.hubText().includes(marker)
  }

  /** All update rows of claims and persons as text: markers stand in them as they are. */
  hubText(): string {
    const rows = this.hub.db.prepare<[], { bytes: Buffer }>('SELECT bytes FROM rows ORDER BY seq').all()
    return rows.map(({ bytes }) => bytes.toString('latin1')).join('\n')
  }

  /** What is done and leaves no marker. */
  act(tab: SimTab, what: string, act: (seat: Seat) => Saved): void {
    const seat = this.seatOf(tab)
    if (!seat) return
    this.counts.actions++
    this.note(`${tab.owner.name} ${what}`)
    tab.later(() => void act(seat))
  }

  /** Remembers who marked whom; true where somebody else had done so too. */
  marked(session: SessionId, person: PersonId, { phone }: SimTab): boolean {
    const key = `${session} ${person}`
    const by = this.#marks.get(key) ?? new Set()
    this.#marks.set(key, by.add(phone.name))
    return by.size > 1
  }

  /** Whether a key of a claims document holds a claim that the app knows. */
  isClaim(key: string, documents: ReadonlyMap<string, Y.Doc>): boolean {
    for (const [id, document] of documents) {
      const info = parseDocumentId(id)
      if (info?.kind !== 'claims' || !info.owner) continue
      const value = readAll(document).get(key)
      if (value !== undefined) return readRecordedClaim(key, value, info.owner) !== null
    }
    return false
  }

  ownClaims(tab: SimTab, session: SessionId): ClaimKey[] {
    const member = this.seatOf(tab)?.info.peek().member
    if (!member) return []
    return this.registersOf(tab.phone, member)
      .filter((register) => register.session === session)
      .flatMap(({ claims }) => claims)
      .filter((claim) => claim.recorder === member)
      .map(({ key }) => key)
  }

  registersOf(phone: SimPhone, member: MemberId): StoredRegister[] {
    return phone.disk.rows<StoredRegister>(seatDatabaseName(member), 'registers')
  }

  personOf(phone: SimPhone): Person | null {
    const { coordinator, trainers, stranger, observer, participant } = this.people
    return (
      [coordinator, ...trainers, stranger, observer, participant].find(
        ({ name }) => phone.name.split('-')[0] === name,
      ) ?? null
    )
  }

  isLearner = (phone: SimPhone): boolean => this.personOf(phone)?.role === 'participant'

  seatInfo(person: Person, phone: SimPhone): SeatInfo {
    return {
      member: person.member,
      device: phone.device,
      serverId: SERVER_ID,
      hub: this.hubId,
      hubName: 'Hub',
      displayName: person.name,
      role: person.role,
      state: 'active',
    }
  }

  hostileDevice(person: Person): DeviceId {
    const known = this.hostile.get(person.member)
    if (known) return known
    const device = this.signIn(person)
    this.hostile.set(person.member, device)
    return device
  }

  isEnded(phone: SimPhone): boolean {
    return this.endedDevices.has(phone.device)
  }

  /** Changes that a phone has not been told are received, also those that are not even on its disk. */
  unsentOf(phone: SimPhone): number {
    const person = this.personOf(phone)
    if (!person) return 0
    const unsaved = phone.tabs.reduce((sum, tab) => sum + (this.seatOf(tab)?.saving.peek().unsaved ?? 0), 0)
    return unsaved + phone.outboxOf(person.member).length
  }

  /** Up to where a phone says that it has the feed. */
  cursorOf(phone: SimPhone): number {
    const person = this.personOf(phone)
    const meta = person ? phone.disk.rows<MetaRow>(seatDatabaseName(person.member), 'meta') : []
    return meta.reduce((found, row) => (row.key === 'feed' ? row.cursor : found), 0)
  }

  newId(): string {
    return makeId(this.chance.bytes)
  }

  session(): SessionId {
    return this.chance.pick(this.field.sessions)
  }

  person(): PersonId {
    return this.chance.pick(this.field.persons)
  }
}

function newSettled({ bytes }: Chance): Settled {
  const person = (name: string, role: Role): Person => ({ name, member: makeId<MemberId>(bytes), role })
  return {
    hubId: makeId<HubId>(bytes),
    programme: makeId<ProgrammeId>(bytes),
    field: aField(2, 5, bytes),
    people: {
      coordinator: person('office', 'coordinator'),
      trainers: [person('eva', 'trainer'), person('jan', 'trainer'), person('mia', 'trainer')],
      stranger: person('stranger', 'trainer'),
      observer: person('ola', 'observer'),
      participant: person('pia', 'participant'),
    },
  }
}

/** A marker that survives every encoding: letters and digits only. */
export const markerOf = (number: number): string => `mk${String(number).padStart(6, '0')}km`
