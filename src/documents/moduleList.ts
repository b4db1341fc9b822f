import { asCount, asList, asName, type JsonObject } from './json.ts'
import { type LocalText, readLocalText } from './localText.ts'
import { objectsOf, readProjection } from './projectionBytes.ts'

/** `all/modules`: the learning modules that this hub has, and those that its server could give it besides. */
export interface ModuleListProjection {
  version: number
  modules: ListedModule[]
  offered: ListedModule[]
}

export interface ListedModule {
  module: string
  title: LocalText
  summary: LocalText
  /** Tags of the languages in which it can be read; the first is the original. */
  languages: string[]
  /** How long reading it takes. */
  minutes: number
  lessonCount: number
  /** Rises with each publication. */
  contentVersion: number
  /** Size of the download. */
  bytes: number
  /** SHA-256 of the loaded document's entries as canonical JSON, hexadecimal: what the device holds is known by this. */
  digest: string
}

export function readModuleList(bytes: Uint8Array): ModuleListProjection | null {
  const found = readProjection(bytes, 'modules')
  if (!found) return null
  const offered = objectsOf(asList(found.json.offered)).flatMap(readListedModule)
  return { version: found.version, modules: found.list.flatMap(readListedModule), offered }
}

function readListedModule(row: JsonObject): ListedModule[] {
  const module = asName<string>(row.module)
  const digest = asName<string>(row.digest)
  if (!module || !digest) return []
  return [
    {
      module,
      title: readLocalText(row.title),
      summary: readLocalText(row.summary),
      languages: asList(row.languages).flatMap((tag) => asName<string>(tag) ?? []),
      minutes: asCount(row.minutes) ?? 0,
      lessonCount: asCount(row.lessonCount) ?? 0,
      contentVersion: asCount(row.contentVersion) ?? 0,
      bytes: asCount(row.bytes) ?? 0,
      digest,
    },
  ]
}
