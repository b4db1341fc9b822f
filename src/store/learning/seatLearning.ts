import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { DocumentChange } from '#documents/change.ts'
import { type ListedModule, type ModuleListProjection, readModuleList } from '#documents/moduleList.ts'
import {
  answerChange,
  type ProgressOf,
  placeChange,
  privateAnswerChange,
  readChange,
  readProgress,
} from '#documents/progress.ts'
import { type HubId, type ModuleId, type PersonId, type RunId, toBase64Url } from '#domain/ids.ts'
import { isPrivate } from '#domain/learning.ts'
import { mergeProgress, NO_PROGRESS, type Progress } from '#domain/progress.ts'
import { fail } from '#domain/result.ts'
import type { CommandBody } from '#protocol/commands.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Live, Loadable, Saved, SeatInfo } from '../api.ts'
import type { SeatCore } from '../core.ts'
import { toStoreFailure } from '../failures.ts'
import type {
  AboutModule,
  Learning,
  LibraryRow,
  ModuleDownload,
  ModuleReader,
  ModuleRow,
  ModuleView,
  ProgressView,
} from '../learningApi.ts'
import { type Followed, liveOf } from '../live.ts'
import type { OutboxEntry } from '../seatDatabase.ts'
import type { Unsaved } from '../unsaved.ts'
import { announcedTo } from './announcements.ts'
import { moduleReaders } from './moduleReaders.ts'
import { type ModuleShelf, shelfKey } from './moduleShelf.ts'
import type { Announced, DownloadRow, HeldRow } from './modulesDatabase.ts'
import { ownPlaces } from './ownProgress.ts'

interface SeatLearningDeps {
  core: SeatCore
  info: ReadonlySignal<SeatInfo>
  unsaved: Unsaved
  followed: Followed
  shelf: ModuleShelf
}

/** Learning modules as one member sees them: the hub's list from the member's own store, what is here from the shelf
 *  that all members of a hub share, and the member's own progress. */
export function createSeatLearning({ core, info, unsaved, followed, shelf }: SeatLearningDeps): Learning {
  const { db } = core
  const hub = (): HubId => info.peek().hub
  /** What was read and answered since the app was opened: on screen before the disk has it, and until it says so. */
  const recent = signal<ReadonlyMap<ModuleId, Progress>>(new Map())

  async function announcement(): Promise<Pick<ModuleListProjection, 'modules' | 'offered'>> {
    const row = await db.projections.get(documentId.modules())
    return (row && readModuleList(row.bytes)) ?? { modules: [], offered: [] }
  }

  async function announced(module: ModuleId): Promise<Announced | undefined> {
    await core.open()
    return (await announcedTo(db, hub()))?.find((one) => one.module === module)
  }

  async function storedProgress(): Promise<{ byModule: Map<ModuleId, Progress[]>; current: ProgressOf | null }> {
    const { documents, current } = await ownPlaces(db, info.peek())
    const [rows, kept] = await Promise.all([
      db.progress.where('document').anyOf(documents).toArray(),
      db.kept.toArray(),
    ])
    const byModule = new Map<ModuleId, Progress[]>()
    const add = (module: ModuleId, progress: Progress) =>
      byModule.set(module, [...(byModule.get(module) ?? []), progress])
    for (const { module, progress } of rows) add(module, progress)
    for (const [module, progress] of readProgress(new Map(kept.map(({ key, value }) => [key, value])))) {
      add(module, progress)
    }
    return { byModule, current }
  }

  const progressTables = [db.meta, db.projections, db.progress, db.kept]
  const withRecent = (module: ModuleId, stored: Progress[]): Progress =>
    mergeProgress([...stored, recent.value.get(module) ?? NO_PROGRESS])

  function modules(): Live<ModuleRow[]> {
    const own = liveOf(followed, {
      tables: progressTables,
      read: async () => ({ list: (await announcement()).modules, progress: (await storedProgress()).byModule }),
    })
    const here = liveOf(shelf.followed, { tables: [shelf.db.held, shelf.db.downloads], read: () => shelf.read(hub()) })
    const value = computed((): Loadable<ModuleRow[]> => {
      if (own.value.value.state !== 'ready') return own.value.value
      if (here.value.value.state !== 'ready') return here.value.value
      const { list, progress } = own.value.value.value
      const { held, downloads } = here.value.value.value
      const isIt = (module: string) => (row: HeldRow | DownloadRow) => row.module === module
      return {
        state: 'ready',
        value: list.map((one) => {
          const module = one.module as ModuleId
          const { read } = withRecent(module, progress.get(module) ?? [])
          const download = downloads.find(isIt(module))
          return {
            ...rowOf(one, held.find(isIt(module))),
            lessonsRead: Math.min(Object.keys(read).length, one.lessonCount),
            download: download ? downloadOf(download, shelf.unwritten.value.get(shelfKey(hub(), module))) : null,
          }
        }),
      }
    })
    const dispose = () => {
      own.dispose()
      here.dispose()
    }
    return { value, dispose }
  }

  function module(id: ModuleId): Live<ModuleView> {
    const followed = shelf.follow(hub(), id, () => announced(id))
    const value = computed((): Loadable<ModuleView> => {
      const found = followed.value.value
      if (found.state !== 'ready') return found
      const { preferences, ...opened } = found.value
      const textSize = preferences.get('textSize') ?? null
      return { state: 'ready', value: { ...opened, textSize, language: preferences.get(`language/${id}`) ?? null } }
    })
    return { value, dispose: followed.dispose }
  }

  function library(): Live<LibraryRow[]> {
    return liveOf(followed, {
      tables: [db.projections, db.outbox],
      read: async () => {
        const { modules, offered } = await announcement()
        const entries = await db.outbox.toArray()
        const row = (given: boolean) => (one: ListedModule) => ({
          ...aboutOf(one),
          given,
          asked: askedOf(entries, one),
        })
        return [...modules.map(row(true)), ...offered.map(row(false))]
      },
    })
  }

  function readers(module: ModuleId): Live<ModuleReader[]> {
    const read = () => moduleReaders(db, module)
    return liveOf(followed, { tables: [db.progress, db.persons], read })
  }

  function progress(module: ModuleId): Live<ProgressView> {
    const stored = liveOf(followed, { tables: progressTables, read: storedProgress })
    const value = computed((): Loadable<ProgressView> => {
      const found = stored.value.value
      if (found.state !== 'ready') return found
      const { byModule, current } = found.value
      const isOf = ({ changes, kept }: { changes: DocumentChange[]; kept?: [string, unknown][] }) =>
        [...changes.flatMap(({ entries }) => entries), ...(kept ?? [])].some(([key]) => key.startsWith(`${module}/`))
      return {
        state: 'ready',
        value: {
          progress: withRecent(module, byModule.get(module) ?? []),
          keptBy: current ? 'hub' : 'phone',
          unsaved: unsaved.pending.value.some(({ action, saved }) => !saved && isOf(action)),
        },
      }
    })
    return { value, dispose: stored.dispose }
  }

  /** Keeps something that was done, under a key that it has wherever it is kept. */
  async function keep(module: ModuleId, changeOf: (of: ProgressOf, at: number) => DocumentChange): Saved {
    const at = core.clock()
    const shown = changeOf(NOWHERE, at)
    const done = readProgress(new Map(shown.entries)).get(module)
    if (done) {
      const before = recent.peek().get(module) ?? NO_PROGRESS
      recent.value = new Map(recent.peek()).set(module, mergeProgress([before, done]))
    }
    try {
      await core.open()
      const { current } = await ownPlaces(db, info.peek())
      const action = { id: toBase64Url(core.random(9)), at, commands: [], shown: null }
      return await unsaved.save(
        current ? { ...action, changes: [changeOf(current, at)] } : { ...action, changes: [], kept: shown.entries },
      )
    } catch (error) {
      return fail(toStoreFailure(error))
    }
  }

  const command = (body: CommandBody) =>
    unsaved.save({ id: toBase64Url(core.random(9)), at: core.clock(), commands: [body], changes: [], shown: null })

  return {
    modules,
    module,
    progress,
    library,
    readers,
    give: (module) => command({ name: 'add-module', module }),
    withdraw: (module) => command({ name: 'remove-module', module }),
    async download(module) {
      const what = await announced(module)
      return what ? shelf.want(what) : fail({ kind: 'failed', detail: `the hub has no module ${module}` })
    },
    pause: (module) => shelf.pause(hub(), module),
    free: (module) => shelf.free(hub(), module),
    setTextSize: (size) => shelf.prefer('textSize', size),
    setLanguage: (module, language) => shelf.prefer(`language/${module}`, language),
    readTo: (module, lesson, block) => keep(module, (of, at) => placeChange(of, module, { lesson, block, at })),
    finishLesson: (module, lesson) => keep(module, (of, at) => readChange(of, module, lesson, at)),
    answer: (module, question, choices) => {
      const id = toBase64Url(core.random(6))
      const changeFor = isPrivate(question) ? privateAnswerChange : answerChange
      return keep(module, (of, at) => changeFor(of, module, { block: question.id, id, choices, at }))
    },
  }
}

/** Keys are the same wherever they stand. */
const NOWHERE: ProgressOf = { run: '' as RunId, person: '' as PersonId }

function aboutOf({ module, title, summary, languages, minutes, lessonCount, bytes }: ListedModule): AboutModule {
  return { module: module as ModuleId, title, summary, languages, minutes, lessonCount, bytes }
}

/** What the latest unanswered command about a module asks. */
function askedOf(entries: OutboxEntry[], { module }: ListedModule): LibraryRow['asked'] {
  const wishes = entries.flatMap(({ command, state }) => {
    if (state === 'refused' || !command || !('module' in command) || command.module !== module) return []
    return command.name === 'add-module' ? (['give'] as const) : (['withdraw'] as const)
  })
  return wishes.at(-1) ?? null
}

function rowOf(one: ListedModule, held: HeldRow | undefined): Omit<ModuleRow, 'lessonsRead' | 'download'> {
  const { contentVersion, digest } = one
  return {
    ...aboutOf(one),
    contentVersion,
    held: held ? { contentVersion: held.contentVersion, bytes: held.takes, isNewest: held.digest === digest } : null,
  }
}

function downloadOf(
  { received, bytes, state, trouble }: DownloadRow,
  unwritten?: DownloadRow['trouble'],
): ModuleDownload {
  if (unwritten) return { received, bytes, state: 'stopped', trouble: unwritten }
  return { received, bytes, state: state === 'wanted' ? 'coming' : state, trouble }
}
