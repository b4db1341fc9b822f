import * as Y from 'yjs'
import { ROOT } from '#documents/change.ts'
import { readAll } from '#documents/yMap.ts'
import type { MemberId, ModuleId } from '#domain/ids.ts'
import { holdsScope, parseDocumentId } from '#protocol/documentIds.ts'
import { mayWrite } from '#protocol/rights.ts'
import { stateHash } from '#protocol/stateHash.ts'
import { MODULES_DATABASE } from '#store/learning/modulesDatabase.ts'
import { seatDatabaseName, type UpdateRow } from '#store/seatDatabase.ts'
import { rightsOf } from '../../../sync-server/access/rights.ts'
import { makeDocumentCache } from '../../../sync-server/views/documentCache.ts'
import { makeViewMaker } from '../../../sync-server/views/makeViews.ts'
import { viewSourceOf } from '../../../sync-server/views/viewSource.ts'
import { rowsOf } from './losses.ts'
import { erasedTags, isAboutErased, judgeSafekeeping, lostTags, mayBeNowhere } from './safekept.ts'
import type { SimPhone } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'
import { documentsOf, timesStated } from './stated.ts'

/** What must hold whatever happened. Each says in words what is wrong; none: nothing. */

interface Row {
  seq: number
  document: string
  member: MemberId
  device: string
  tag: Buffer
  bytes: Buffer
}

export function judge(world: SimWorld): string[] {
  const columns = 'seq, document, member, device, tag, bytes'
  const rows = world.hub.db.prepare<[], Row>(`SELECT ${columns} FROM rows ORDER BY seq`).all()
  // Rows without a device stand for others, which are kept beside.
  const past = world.hub.db.prepare<[], Row>(`SELECT ${columns} FROM history`).all()
  const received = [...rows, ...past].filter(({ device }) => device !== '')
  const documents = documentsOf(rows)
  const faults: string[] = [...world.foundEarly]
  faults.push(...nothingPending(documents))
  faults.push(...nothingTakenIsMissing(world, received))
  faults.push(...nothingHeardIsMissing(world, received))
  faults.push(...nothingSavedIsMissing(world, documents))
  faults.push(...nothingTwice(received))
  faults.push(...nothingForged(world, received))
  faults.push(...everybodyKnowsTheSame(world, documents))
  faults.push(...everybodyHoldsTheSame(world))
  faults.push(...nothingIsOutOfDate(world))
  faults.push(...nobodyIsAlarmed(world))
  faults.push(...modulesAreThere(world))
  faults.push(...judgeSafekeeping(world, documents))
  faults.push(...world.hub.trespasses.map((what) => `trespass: ${what}`))
  return faults
}

/** Nothing acknowledged is pending. */
function nothingPending(documents: ReadonlyMap<string, Y.Doc>): string[] {
  return [...documents]
    .filter(([, document]) => document.store.pendingStructs !== null || document.store.pendingDs !== null)
    .map(([id]) => `pending: ${id} waits for changes that were never taken`)
}

/** Received implies present after crash and restart. */
function nothingTakenIsMissing(world: SimWorld, rows: Row[]): string[] {
  const bySequence = new Map(rows.map((row) => [row.seq, row]))
  const erased = erasedTags(world)
  return world.hub.taken.flatMap(({ sequence, document, bytes, tag }) => {
    if (erased.has(tag)) return []
    const row = bySequence.get(sequence)
    if (row?.document === document && Buffer.compare(row.bytes, bytes) === 0) return []
    return [`taken: ${document} was answered as sequence ${sequence}, which the database does not hold`]
  })
}

function nothingHeardIsMissing(world: SimWorld, rows: Row[]): string[] {
  const tags = new Map(rows.map(({ seq, tag }) => [tag.toString('hex'), seq]))
  const [lost, erased] = [lostTags(world), erasedTags(world)]
  const isThere = ({ sequence, tag }: SimPhone['heardAcks'][number]) => {
    const name = Buffer.from(tag).toString('hex')
    return tags.get(name) === sequence || lost.has(name) || erased.has(name)
  }
  return world.phones.flatMap((phone) =>
    phone.heardAcks
      .filter((ack) => !isThere(ack))
      .map(({ sequence }) => `heard: ${phone.name} was told ${sequence}, which is not there`),
  )
}

/** A claim that was told as saved is at the hub, or still on its phone where the hub may not take it. */
function nothingSavedIsMissing(world: SimWorld, documents: ReadonlyMap<string, Y.Doc>): string[] {
  const timesOf = timesStated(documents)
  const faults: string[] = []
  const isErased = isAboutErased(world)
  for (const { marker, state, phone, member, about, isOrphan, isCarried } of world.statements) {
    if (isErased(about)) continue
    const times = timesOf(marker)
    if (times > 1) faults.push(`twice: ${marker} of ${phone.name} stands ${times} times`)
    if (state !== 'saved' || times === 1 || (phone.isGone && !isCarried)) continue
    if (mayBeNowhere(world, phone, isOrphan)) continue
    if (world.isEnded(phone)) {
      // Kept on the phone, as the hub said that it takes nothing of it.
      if (JSON.stringify(phone.outboxOf(member)).includes(marker)) continue
      if (times === 0 && world.isOnHub({ marker })) continue
      // Who is ended gives nothing back: what a restore took stands there and nowhere else.
      if (world.counts.putBack > 0 && timesStated(documentsOf(rowsOf(world, phone)))(marker) > 0) continue
    }
    // Of a run that the phone had not heard of again: kept on it alone.
    if (JSON.stringify(phone.disk.rows(seatDatabaseName(member), 'kept')).includes(marker)) continue
    faults.push(`missing: ${marker} was told as saved on ${phone.name} and is not at the hub`)
  }
  for (const phone of world.phones) {
    if (phone.isGone || world.isEnded(phone)) continue
    const unsent = world.unsentOf(phone)
    if (unsent > 0) faults.push(`unsent: ${phone.name} still holds ${unsent} changes: ${describeOutbox(world, phone)}`)
  }
  return faults
}

const describeOutbox = (world: SimWorld, phone: SimPhone): string =>
  phone
    .outboxOf(world.personOf(phone)?.member as MemberId)
    .map((entry) => {
      const { state, refusal, document, command } = entry as unknown as Record<string, unknown>
      return `${state} ${refusal ?? ''} ${document || JSON.stringify(command)}`
    })
    .join('; ')

/** A key of a claims document is set once, by its owner and nobody else. */
function nothingTwice(rows: Row[]): string[] {
  const keys = new Set<string>()
  const faults: string[] = []
  for (const { document, bytes, member, seq } of rows) {
    const info = parseDocumentId(document)
    if (info?.nature !== 'insert-only') continue
    if (info.owner && info.owner !== member) faults.push(`author: ${seq} in ${document} is by ${member}`)
    const { structs, ds } = Y.decodeUpdate(new Uint8Array(bytes))
    if (ds.clients.size > 0) faults.push(`deletes: ${seq} in ${document}`)
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      const key = `${document} ${struct.parentSub}`
      if (String(struct.parent) !== ROOT || keys.has(key)) faults.push(`twice: ${key} in ${seq}`)
      keys.add(key)
    }
  }
  return faults
}

/** Nobody changed what they never might. Rights of staff to a run may have been lost since: by role they could have it,
 *  and whether they had it when they wrote was seen then. */
function nothingForged(world: SimWorld, rows: Row[]): string[] {
  const { trainers, coordinator } = world.people
  const access = world.hub.log?.access()
  if (!access) return ['forged: nobody can be asked']
  const couldHave = new Set([coordinator, ...trainers].map(({ member }) => member))
  return rows
    .filter(({ member, document }) => {
      const info = parseDocumentId(document)
      const now = rightsOf(access, member)
      const rights = now && couldHave.has(member) && info ? { ...now, scopes: new Set([info.scope]) } : now
      return info !== null && !(rights && mayWrite(rights, info))
    })
    .map(({ member, document, seq }) => `forged: ${member} wrote ${seq} in ${document}`)
}

/** Honest phones hold the same as the hub, with the right authors. */
function everybodyKnowsTheSame(world: SimWorld, documents: ReadonlyMap<string, Y.Doc>): string[] {
  const authors = new Map<string, string>()
  const rows = world.hub.db
    .prepare<[], Row>(
      "SELECT seq, document, member, device, tag, bytes FROM rows WHERE document LIKE 'run/%/claims/%' ORDER BY seq",
    )
    .all()
  for (const { bytes, device } of rows) {
    for (const struct of Y.decodeUpdate(new Uint8Array(bytes)).structs) {
      if (struct instanceof Y.Item && struct.parentSub) authors.set(struct.parentSub, device)
    }
  }
  const expected = new Set<string>()
  for (const [id, document] of documents) {
    const info = parseDocumentId(id)
    if (info?.kind !== 'claims' || info.run !== world.run) continue
    for (const key of readAll(document).keys()) if (authors.has(key)) expected.add(key)
  }
  const faults: string[] = []
  const tellings = new Map<string, string>()
  for (const phone of world.phones) {
    const person = world.personOf(phone)
    if (!person || person.role === 'participant' || phone.isGone || world.isEnded(phone)) continue
    const claims = world.registersOf(phone, person.member).flatMap((register) => register.claims)
    for (const { key, device } of claims) {
      const author = authors.get(key)
      if (author !== undefined && device !== author)
        faults.push(`attribution: ${phone.name} says that ${key} is by ${device}, not ${author}`)
    }
    const seen = new Set<string>(claims.map(({ key }) => key))
    const readable = [...expected].filter((key) => world.isClaim(key, documents))
    for (const key of readable) if (!seen.has(key)) faults.push(`apart: ${phone.name} does not know ${key}`)
    // A claim whose bytes its storage lost, and the hub by a restore: what was made of them then is all there is.
    const isLast = world.counts.putBack > 0 && world.spoiled.has(phone)
    for (const key of seen) if (!expected.has(key) && !isLast) faults.push(`apart: ${phone.name} alone knows ${key}`)
    const telling = JSON.stringify(claims.map(({ key, claim, recorder }) => [key, recorder, claim]).sort())
    if (!isLast) tellings.set(telling, phone.name)
  }
  if (tellings.size > 1) faults.push(`apart: ${[...tellings.values()].join(', ')} tell different registers`)
  return faults.slice(0, 20)
}

/** Nobody is told that what they hold is something else where no storage failed them. */
function nobodyIsAlarmed({ phones, counts }: SimWorld): string[] {
  if (counts.spoiled > 0) return []
  return phones.filter(({ diverged }) => diverged > 0).map(({ name }) => `alarm: ${name} fetched anew what was right`)
}

interface Held {
  document: string
  scope: string
  bytes: Uint8Array
}

/** Whoever is allowed to read something has it byte for byte, also what their build does not know, and has nothing
 *  else: no row and no page of what they may not read any more. Where one row stands for many at the hub, a phone may
 *  have either, and what the document holds is the same. */
export function everybodyHoldsTheSame(world: SimWorld): string[] {
  const rows = world.hub.db
    .prepare<[], Held & { sequence: number; device: string }>(
      'SELECT seq AS sequence, document, scope, device, bytes FROM rows ORDER BY seq',
    )
    .all()
  const shortened = new Set(rows.filter(({ device }) => device === '').map(({ document }) => document))
  const pages = world.hub.db.prepare<[], Held>('SELECT document, scope, bytes FROM projections').all()
  const access = world.hub.log?.access()
  const faults: string[] = []
  for (const phone of world.phones) {
    const person = world.personOf(phone)
    if (!person || phone.isGone || world.isEnded(phone)) continue
    const scopes = (access && rightsOf(access, person.member)?.scopes) ?? new Set<string>()
    const readable = rows.filter(({ scope }) => holdsScope(scopes, scope))
    const database = seatDatabaseName(person.member)
    const here = phone.disk.rows<UpdateRow>(database, 'rows').filter(({ sequence }) => sequence !== undefined)
    const pagesHere = phone.disk.rows<Held>(database, 'projections')
    const found = [
      ...differences(byRow(readable, shortened), byRow(here, shortened)),
      ...differences(byState(readable, shortened), byState(here, shortened)),
      ...differences(byDocument(pages.filter(({ scope }) => holdsScope(scopes, scope))), byDocument(pagesHere)),
    ]
    faults.push(...found.map((what) => `holds: ${phone.name} ${what}`))
  }
  return faults.slice(0, 20)
}

type Named = Pick<Held, 'document' | 'bytes'>

const byRow = (rows: (Named & { sequence?: number })[], except: ReadonlySet<string>) =>
  new Map(
    rows
      .filter(({ document }) => !except.has(document))
      .map(({ sequence, document, bytes }) => [`${sequence} of ${document}`, bytes]),
  )

const byDocument = (rows: Named[]) => new Map(rows.map(({ document, bytes }) => [document, bytes]))

const byState = (rows: Named[], which: ReadonlySet<string>) =>
  new Map(
    [...documentsOf(rows.filter(({ document }) => which.has(document)))].map(([document, held]) => {
      const clocks = Y.decodeStateVector(Y.encodeStateVector(held))
      return [document, new TextEncoder().encode(stateHash(clocks, readAll(held)))]
    }),
  )

function differences(expected: ReadonlyMap<string, Uint8Array>, held: ReadonlyMap<string, Uint8Array>): string[] {
  const faults: string[] = []
  for (const [name, bytes] of expected) {
    const found = held.get(name)
    if (!found) faults.push(`lacks ${name}`)
    else if (Buffer.compare(found, bytes) !== 0) faults.push(`has another ${name}`)
  }
  for (const name of held.keys()) if (!expected.has(name)) faults.push(`should not hold ${name}`)
  return faults
}

/** Pages and records are as they would be if they were made now. */
function nothingIsOutOfDate({ hub, hubId }: SimWorld): string[] {
  if (!hub.makes.views) return []
  const source = viewSourceOf(hub.db)
  const maker = makeViewMaker(
    source,
    makeDocumentCache(source, () => undefined),
  )
  const made = [
    ...source.runs(hubId).map((run) => maker.classPage(hubId, run)),
    ...source.persons(hubId).flatMap((person) => maker.record(hubId, person) ?? []),
  ]
  return made
    .filter(
      ({ document, bytes }) => Buffer.compare(source.projection(hubId, document) ?? new Uint8Array(), bytes) !== 0,
    )
    .map(({ document }) => `out of date: ${document}`)
}

interface ShelfRow {
  module: ModuleId
  digest: string
}

/** Whether what somebody wished for is there, whole, in the version that the hub has, and nothing that it has no more. */
export function modulesAreThere(world: SimWorld): string[] {
  const published = (module: string) => world.hub.published(world.hubId, module)
  const learners = world.phones.filter((phone) => world.isLearner(phone) && !phone.isGone && !world.isEnded(phone))
  return learners.flatMap((phone) => {
    const rows = phone.disk.rows<ShelfRow>(MODULES_DATABASE, 'held')
    const wished = [...(world.wishes.get(phone) ?? [])].filter((module) => published(module))
    const lacking = wished.filter(
      (module) => !rows.some((row) => row.module === module && row.digest === published(module)?.digest),
    )
    const left = rows.filter(({ module }) => !published(module))
    return [
      ...lacking.map((module) => `modules: ${phone.name} lacks ${module}`),
      ...left.map(({ module }) => `modules: ${phone.name} still has ${module}`),
    ]
  })
}
