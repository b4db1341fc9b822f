import type { HubId, PersonId, RunId } from '#domain/ids.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { Projection, ProjectJob } from '../log/Log.ts'
import type { DocumentCache } from './documentCache.ts'
import { VIEWS_VERSION, type ViewMaker } from './makeViews.ts'
import type { ViewSource } from './viewSource.ts'

/** Which pages and records are to be made, because something that they are made of is new; and the making of them, a
 *  little at a time. */
export interface Backlog {
  /** Something may be new in these hubs. */
  news(hubs: Iterable<HubId>): void
  readonly isEmpty: boolean
  /** Makes the next few. null: there is nothing to write. Whatever is not written is to be given to `again`. */
  makeSome(): Made | null
  again(made: Made): void
}

export interface Made {
  job: Omit<ProjectJob, 'at'>
  targets: Target[]
}

/** `page`: of a run. `record`: of a person. */
export interface Target {
  hub: HubId
  kind: 'page' | 'record'
  id: string
}

export interface BacklogDeps {
  source: ViewSource
  documents: DocumentCache
  maker: ViewMaker
  /** Targets that are not to be made again in this process: making them ended it. */
  isSkipped(target: Target): boolean
  onStart(target: Target): void
  onFailed(target: Target, error: unknown): void
}

/** Made from one state of the database; then whatever came meanwhile has its turn. */
const TARGETS_AT_ONCE = 50
/** How far the feed may have gone on without anything to write, until how far it was followed is written by itself. */
const SEEN_EVERY = 500

export function makeBacklog(deps: BacklogDeps): Backlog {
  const { source, documents, maker } = deps
  /** What somebody waits for, and what a whole hub's worth of follows from one change. By name, oldest first. */
  const soon = new Map<string, Target>()
  const later = new Map<string, Target>()
  const dirty = new Set<HubId>(source.hubs())
  /** Up to where a hub's feed was looked at, and up to where that is known to the log. */
  const looked = new Map<HubId, number>()
  const written = new Map<HubId, number>()

  function add(queue: Map<string, Target>, target: Target): void {
    const name = nameOf(target)
    if (deps.isSkipped(target) || soon.has(name)) return
    if (queue === soon) later.delete(name)
    queue.set(name, target)
  }

  const addPage = (queue: Map<string, Target>, hub: HubId, run: RunId) => add(queue, { hub, kind: 'page', id: run })
  const addRecord = (queue: Map<string, Target>, hub: HubId, person: PersonId) =>
    add(queue, { hub, kind: 'record', id: person })
  const addPeopleOf = (queue: Map<string, Target>, hub: HubId, run: RunId) => {
    for (const person of source.admitted(run)) addRecord(queue, hub, person)
  }

  function look(hub: HubId): void {
    const head = source.head(hub)
    const known = looked.get(hub)
    const from = known ?? source.seen(hub, VIEWS_VERSION)
    looked.set(hub, head)
    if (known === undefined) written.set(hub, from)
    if (known !== undefined || from > 0) {
      for (const document of source.changedAbove(hub, from)) follow(hub, document)
      return
    }
    for (const run of source.runs(hub)) addPage(later, hub, run)
    for (const person of source.persons(hub)) addRecord(later, hub, person)
  }

  function follow(hub: HubId, document: string): void {
    const info = parseDocumentId(document)
    if (!info) return
    documents.forget(hub, document)
    const { run, person, subject } = info
    if (run) maker.forgetRun(run)
    switch (info.kind) {
      case 'plan':
      case 'run-staff':
        if (run) addPage(soon, hub, run)
        if (run) addPeopleOf(soon, hub, run)
        return
      case 'claims':
      case 'review':
        if (run) addPeopleOf(soon, hub, run)
        return
      case 'person':
        if (person && source.participant(hub, person)) addRecord(soon, hub, person)
        return
      case 'course':
      case 'programme':
        for (const mentioning of source.runsMentioning(hub, subject ?? '')) {
          addPage(later, hub, mentioning)
          if (info.kind === 'course') addPeopleOf(later, hub, mentioning)
        }
        return
      case 'hub':
        for (const one of source.runs(hub)) addPage(later, hub, one)
        return
      default:
        return
    }
  }

  /** The next few, all of one hub. */
  function take(): Target[] {
    const queue = soon.size > 0 ? soon : later
    const hub = queue.values().next().value?.hub
    const taken: Target[] = []
    for (const [name, target] of queue) {
      if (target.hub !== hub || taken.length >= TARGETS_AT_ONCE) break
      queue.delete(name)
      taken.push(target)
    }
    return taken
  }

  function make(target: Target): Projection | null {
    deps.onStart(target)
    const { hub, kind, id } = target
    try {
      const made = kind === 'page' ? maker.classPage(hub, id as RunId) : maker.record(hub, id as PersonId)
      const before = made && source.projection(hub, made.document)
      return before && Buffer.compare(before, made.bytes) === 0 ? null : made
    } catch (error) {
      deps.onFailed(target, error)
      return null
    }
  }

  const isWaiting = (hub: HubId) => [...soon.values(), ...later.values()].some((target) => target.hub === hub)

  const gapOf = (hub: HubId) => (looked.get(hub) ?? 0) - (written.get(hub) ?? 0)

  /** Up to where everything is made, where that is worth writing. */
  function seenOf(hub: HubId, hasProjections: boolean): { version: number; sequence: number } | null {
    const gap = gapOf(hub)
    if (gap <= 0 || (!hasProjections && gap < SEEN_EVERY) || isWaiting(hub)) return null
    const sequence = looked.get(hub) ?? 0
    written.set(hub, sequence)
    return { version: VIEWS_VERSION, sequence }
  }

  function makeTogether(): Made | null {
    for (const hub of dirty) look(hub)
    dirty.clear()
    const targets = take()
    const [first] = targets
    const hub = first?.hub ?? [...looked.keys()].find((each) => gapOf(each) >= SEEN_EVERY)
    if (hub === undefined) return null
    // The people of a slice together: each reading walks through all of a hub's people.
    const people = targets.filter(({ kind }) => kind === 'record').map(({ id }) => documentId.person(id))
    documents.documents(hub, 'staff', people)
    const projections = targets.map(make).filter((made) => made !== null)
    const seen = seenOf(hub, projections.length > 0)
    return projections.length > 0 || seen ? { job: { hub, projections, seen }, targets } : null
  }

  return {
    news(hubs) {
      for (const hub of hubs) dirty.add(hub)
    },
    get isEmpty() {
      return dirty.size === 0 && soon.size === 0 && later.size === 0
    },
    makeSome: () => source.together(makeTogether),
    again({ job, targets }) {
      for (const target of targets) add(soon, target)
      if (job.seen) written.set(job.hub, 0)
    },
  }
}

export const nameOf = ({ hub, kind, id }: Target): string => `${kind} ${id} ${hub}`
