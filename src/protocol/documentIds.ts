import { isId, type MemberId, type PersonId, type RunId } from '#domain/ids.ts'

/** A set of documents with the same readers. A document's id begins with its scope's name, but for notes about persons:
 *  observers read a run and not those. */
export type Scope = string

/** A scope that stands for others, whoever joins: `part:{r}` for `part:{r}:{p}` of every person. It holds no document of
 *  its own. null for a scope that nothing stands for. */
export function coverOf(scope: Scope): Scope | null {
  const [kind, run, person] = scope.split(':')
  return kind === 'part' && person !== undefined ? `part:${run}` : null
}

/** Whether a set of scopes holds one, by its own name or by that of one that stands for it. */
export function holdsScope(scopes: ReadonlySet<Scope>, scope: Scope): boolean {
  if (scopes.has(scope)) return true
  const cover = coverOf(scope)
  return cover !== null && scopes.has(cover)
}

export type DocumentKind =
  | 'hub'
  | 'hub-form'
  | 'module-list'
  | 'programme'
  | 'course'
  | 'framework'
  | 'form'
  | 'venue'
  | 'participation'
  | 'same-person'
  | 'members'
  | 'rescued'
  | 'erasures'
  | 'erased'
  | 'person'
  | 'organisation'
  | 'staff-assessments'
  | 'plan'
  | 'claims'
  | 'about'
  | 'review'
  | 'run-staff'
  | 'board'
  | 'class-public'
  | 'progress'
  | 'contact'
  | 'intake'
  | 'private'
  | 'record'
  | 'draft'
  | 'module'

/** `yjs`: merged from updates. `insert-only`: a yjs document whose one root map only ever gains keys.
 *  `projection`: a blob with a version, made by the server and replaced whole. */
export type DocumentNature = 'yjs' | 'insert-only' | 'projection'

export interface DocumentInfo {
  id: string
  kind: DocumentKind
  scope: Scope
  nature: DocumentNature
  /** Named in the design, not yet in use: every read and write is refused. */
  reserved: boolean
  run?: RunId
  person?: PersonId
  /** The member who alone may write it. */
  owner?: MemberId
  /** The last id of the path, for kinds that have one of their own (programme, course, form …). */
  subject?: string
}

interface Pattern {
  path: string
  scope: string
  kind: DocumentKind
  nature?: DocumentNature
  reserved?: true
}

/** The whole list. `{…}` stands for one id. Everything else is not a document. */
const PATTERNS: Pattern[] = [
  { path: 'all/hub', scope: 'all', kind: 'hub' },
  { path: 'all/form/{subject}', scope: 'all', kind: 'hub-form', reserved: true },
  { path: 'all/modules', scope: 'all', kind: 'module-list', nature: 'projection' },
  { path: 'office/programme/{subject}', scope: 'office', kind: 'programme' },
  { path: 'office/course/{subject}', scope: 'office', kind: 'course' },
  { path: 'office/framework/{subject}', scope: 'office', kind: 'framework', reserved: true },
  { path: 'office/form/{subject}', scope: 'office', kind: 'form' },
  { path: 'office/venue/{subject}', scope: 'office', kind: 'venue', reserved: true },
  { path: 'office/participation/{subject}', scope: 'office', kind: 'participation', reserved: true },
  { path: 'office/same-person', scope: 'office', kind: 'same-person', reserved: true },
  { path: 'access/members', scope: 'access', kind: 'members', nature: 'projection' },
  { path: 'access/rescued', scope: 'access', kind: 'rescued', nature: 'projection' },
  { path: 'access/erasures', scope: 'access', kind: 'erasures', nature: 'projection' },
  { path: 'staff/erased', scope: 'staff', kind: 'erased', nature: 'projection' },
  { path: 'staff/person/{person}', scope: 'staff', kind: 'person' },
  { path: 'staff/organisation/{subject}', scope: 'staff', kind: 'organisation' },
  {
    path: 'staff/assessments/{owner}',
    scope: 'staff',
    kind: 'staff-assessments',
    nature: 'insert-only',
    reserved: true,
  },
  { path: 'run/{run}/plan', scope: 'run:{run}', kind: 'plan' },
  { path: 'run/{run}/claims/{owner}', scope: 'run:{run}', kind: 'claims', nature: 'insert-only' },
  { path: 'run/{run}/about/{person}', scope: 'about:{run}', kind: 'about', nature: 'insert-only' },
  { path: 'run/{run}/review', scope: 'run:{run}', kind: 'review' },
  { path: 'run/{run}/staff', scope: 'run:{run}', kind: 'run-staff', nature: 'projection' },
  { path: 'class/{run}/board/{subject}', scope: 'class:{run}', kind: 'board' },
  { path: 'class/{run}/public', scope: 'class:{run}', kind: 'class-public', nature: 'projection' },
  { path: 'part/{run}/{person}/progress', scope: 'part:{run}:{person}', kind: 'progress' },
  { path: 'person/{person}/contact', scope: 'person:{person}', kind: 'contact', reserved: true },
  { path: 'person/{person}/intake', scope: 'person:{person}', kind: 'intake', nature: 'insert-only', reserved: true },
  { path: 'self/{person}/private', scope: 'self:{person}', kind: 'private' },
  { path: 'self/{person}/record', scope: 'self:{person}', kind: 'record', nature: 'projection' },
  { path: 'draft/{subject}', scope: 'draft', kind: 'draft', reserved: true },
  { path: 'module/{subject}', scope: 'module', kind: 'module' },
]

/** Cut up once: ids are read several times wherever they go. */
const NAMED_PATTERNS = PATTERNS.map((pattern) => ({ ...pattern, names: pattern.path.split('/') }))

/** Every path of the list, used and reserved. */
export const documentPaths = (): string[] => PATTERNS.map(({ path }) => path)

/** Ids read of late: on its way through the server an id is read at each station. Forgotten all at once. */
const read = new Map<string, DocumentInfo>()
const READ_AT_MOST = 4_096

/** Reads a document's id.
 *  Returns null for anything that is not the id of a document in the list above. */
export function parseDocumentId(id: string): DocumentInfo | null {
  const known = read.get(id)
  if (known) return known
  const info = id.length > 200 ? null : infoOf(id)
  if (!info) return null
  if (read.size >= READ_AT_MOST) read.clear()
  read.set(id, info)
  return info
}

function infoOf(id: string): DocumentInfo | null {
  const parts = id.split('/')
  for (const pattern of NAMED_PATTERNS) {
    const { names } = pattern
    if (names[0] !== parts[0] || names.length !== parts.length) continue
    const found: Record<string, string> = {}
    const matches = names.every((name, at) => {
      const part = parts[at] ?? ''
      if (!name.startsWith('{')) return name === part
      found[name.slice(1, -1)] = part
      return isId(part)
    })
    if (!matches) continue
    const scope = pattern.scope.replace(/\{(\w+)\}/g, (_, name: string) => found[name] ?? '')
    return {
      id,
      kind: pattern.kind,
      scope,
      nature: pattern.nature ?? 'yjs',
      reserved: pattern.reserved ?? false,
      ...(found as { run?: RunId; person?: PersonId; owner?: MemberId; subject?: string }),
    }
  }
  return null
}

/** Scopes by the first word of the ids of documents in them: how many ids follow it in their name. */
const IDS_IN_SCOPE = new Map(
  PATTERNS.filter(({ path, scope }) => scope.startsWith(path.split('/')[0] ?? '')).map(({ scope }) => {
    const [word = '', ...ids] = scope.split(':')
    return [word, ids.length]
  }),
)

/** The scope of a document, also of one whose kind is not known here: then its id begins with it. */
export function scopeOf(id: string): Scope {
  const info = parseDocumentId(id)
  if (info) return info.scope
  const [word = '', ...rest] = id.split('/')
  return [word, ...rest.slice(0, IDS_IN_SCOPE.get(word) ?? 0)].join(':')
}

/** Ids of the documents in use. */
export const documentId = {
  hub: () => 'all/hub',
  modules: () => 'all/modules',
  programme: (programme: string) => `office/programme/${programme}`,
  course: (course: string) => `office/course/${course}`,
  form: (form: string) => `office/form/${form}`,
  members: () => 'access/members',
  rescued: () => 'access/rescued',
  erasures: () => 'access/erasures',
  erased: () => 'staff/erased',
  person: (person: string) => `staff/person/${person}`,
  organisation: (organisation: string) => `staff/organisation/${organisation}`,
  plan: (run: string) => `run/${run}/plan`,
  claims: (run: string, member: string) => `run/${run}/claims/${member}`,
  about: (run: string, person: string) => `run/${run}/about/${person}`,
  review: (run: string) => `run/${run}/review`,
  runStaff: (run: string) => `run/${run}/staff`,
  board: (run: string, group: string) => `class/${run}/board/${group}`,
  classPublic: (run: string) => `class/${run}/public`,
  progress: (run: string, person: string) => `part/${run}/${person}/progress`,
  private: (person: string) => `self/${person}/private`,
  record: (person: string) => `self/${person}/record`,
  module: (module: string) => `module/${module}`,
}
