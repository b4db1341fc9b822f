import type { ModuleId, PersonId } from '#domain/ids.ts'
import type { BlockId, ChoiceId, LessonId, Module, Question, Texts } from '#domain/learning.ts'
import type { Progress } from '#domain/progress.ts'
import type { Live, Saved } from './api.ts'

/** What the store offers to screens of learning modules, as `api.ts` of registers. */

/** What a hub can know of a module without having it. */
export interface AboutModule {
  module: ModuleId
  title: Texts
  summary: Texts
  /** Tags of the languages in which it can be read; the first is the original. */
  languages: string[]
  /** How long reading it takes. */
  minutes: number
  lessonCount: number
  /** Size of the download. */
  bytes: number
}

/** A module of the server's library, for whoever decides which of them the hub has. */
export interface LibraryRow extends AboutModule {
  /** The hub has it. */
  given: boolean
  /** Asked for on this device and not answered yet. */
  asked: 'give' | 'withdraw' | null
}

/** A participant who has begun with a module, as staff of their runs know it. */
export interface ModuleReader {
  person: PersonId
  /** '' where the name is not on this device. */
  displayName: string
  lessonsRead: number
}

/** A module that this hub has, and what of it is on this device. */
export interface ModuleRow extends AboutModule {
  /** Lessons that this person has read. */
  lessonsRead: number
  /** Of the newest version that the hub has. */
  contentVersion: number
  /** What can be read here now, also without a network, and the room that it takes. An older version can be, while a
   *  newer one is there. */
  held: { contentVersion: number; bytes: number; isNewest: boolean } | null
  /** The newest version on its way. */
  download: ModuleDownload | null
}

export interface ModuleDownload {
  received: number
  bytes: number
  /** coming: goes on by itself whenever the hub can be reached. paused: by the person. stopped: by its trouble. */
  state: 'coming' | 'paused' | 'stopped'
  trouble: DownloadTrouble | null
}

export type DownloadTrouble =
  /** Nobody answered; tried again by itself. */
  | 'unreachable'
  /** Was here, and the browser has cleared it away; fetched again by itself. */
  | 'cleared'
  /** The hub says no: the sign-in has ended, or the hub has this module no more. */
  | 'not-allowed'
  /** What came is not what the hub announced. It was thrown away. */
  | 'damaged'
  | 'storage-full'
  /** The browser does not keep it, and does not say that there is no room. */
  | 'not-kept'

export interface ModuleView {
  /** null: it is kept here, and the browser does not open it now. */
  module: Module | null
  contentVersion: number
  /** A choice made on this device; null: none. */
  textSize: string | null
  /** The language in which this module is to be read; null: as the app. */
  language: string | null
}

export interface ProgressView {
  progress: Progress
  /** hub: kept with the person's own record there. phone: on this device alone, for whoever takes part in no run. */
  keptBy: 'hub' | 'phone'
  /** Something of it is not on the disk. */
  unsaved: boolean
}

export interface Learning {
  /** By title in no particular order: which language that is in the screen knows. */
  modules(): Live<ModuleRow[]>
  /** A module that is here. Missing where it is not. */
  module(module: ModuleId): Live<ModuleView>
  progress(module: ModuleId): Live<ProgressView>
  /** Every module of the server's library. */
  library(): Live<LibraryRow[]>
  /** Who has begun with a module, in no particular order; for staff. */
  readers(module: ModuleId): Live<ModuleReader[]>
  /** Lets everybody in the hub read a module of the library, or no more; by coordinators. */
  give(module: ModuleId): Saved
  withdraw(module: ModuleId): Saved
  /** Fetches a module, or its newer version, or goes on with it. */
  download(module: ModuleId): Saved
  pause(module: ModuleId): Saved
  /** Takes a module off this device. What was read and answered stays. */
  free(module: ModuleId): Saved
  setTextSize(size: string): Saved
  setLanguage(module: ModuleId, language: string): Saved
  readTo(module: ModuleId, lesson: LessonId, block: BlockId): Saved
  finishLesson(module: ModuleId, lesson: LessonId): Saved
  /** What is private of it nobody else reads. */
  answer(module: ModuleId, question: Pick<Question, 'id' | 'style'>, choices: ChoiceId[]): Saved
}
