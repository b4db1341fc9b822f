import SQLite from 'better-sqlite3'
import type { HubId, MemberId, PersonId, ProgrammeId, RunId } from '#domain/ids.ts'
import type { Scope } from '#protocol/documentIds.ts'

/** What views are made of, read from the log's database beside the thread that writes it. */

export interface UpdateRow {
  sequence: number
  document: string
  bytes: Uint8Array
}

export interface Participant {
  member: MemberId
  displayName: string
  /** Runs to which they were admitted. */
  runs: RunId[]
}

export interface ViewSource {
  /** Runs several reads on one state of the database. Kept short: what is read holds back the clean-up of the log. */
  together<T>(read: () => T): T
  hubs(): HubId[]
  /** As far as projections follow the feed, if this version of their making made them; 0 otherwise. */
  seen(hub: HubId, version: number): number
  head(hub: HubId): number
  /** Documents of which something is new above a sequence: updated ones, and projections of access rows. */
  changedAbove(hub: HubId, sequence: number): string[]
  /** Updates of some documents of a scope, or of all of them, in the order of the feed. */
  updates(hub: HubId, scope: Scope, documents: readonly string[] | null): UpdateRow[]
  projection(hub: HubId, document: string): Uint8Array | null
  /** Runs whose page mentions an id: of a course, of a programme. */
  runsMentioning(hub: HubId, id: string): RunId[]
  runs(hub: HubId): RunId[]
  /** null: not placed in a programme, or no such run. */
  programmeOf(run: RunId): ProgrammeId | null
  hubName(hub: HubId): string
  memberName(hub: HubId, member: MemberId): string | null
  admitted(run: RunId): PersonId[]
  /** Persons who are participants. */
  persons(hub: HubId): PersonId[]
  participant(hub: HubId, person: PersonId): Participant | null
  close(): void
}

export const openViewSource = (file: string): ViewSource =>
  viewSourceOf(new SQLite(file, { readonly: true, fileMustExist: true }))

/** On a database that is open. `close` closes it. */
export function viewSourceOf(db: SQLite.Database): ViewSource {
  const all = <T>(sql: string) => {
    const statement = db.prepare<unknown[], T>(sql)
    return (...values: unknown[]): T[] => statement.all(...values)
  }
  const column = <T>(sql: string) => {
    const statement = db.prepare<unknown[], T>(sql).pluck()
    return (...values: unknown[]): T[] => statement.all(...values)
  }
  const hubs = column<HubId>('SELECT hub FROM hubs')
  const seen = column<number>('SELECT seq FROM views WHERE hub = ? AND version = ?')
  const head = column<number>(
    `SELECT max(coalesce((SELECT max(seq) FROM rows WHERE hub = @hub), 0),
                coalesce((SELECT max(seq) FROM projections WHERE hub = @hub), 0))`,
  )
  const changed = column<string>(
    `SELECT DISTINCT document FROM rows WHERE hub = @hub AND seq > @above
     UNION SELECT document FROM projections WHERE hub = @hub AND seq > @above`,
  )
  const ofScope = all<UpdateRow>(
    'SELECT seq AS sequence, document, bytes FROM rows WHERE hub = ? AND scope = ? ORDER BY seq',
  )
  const ofDocuments = all<UpdateRow>(
    `SELECT seq AS sequence, document, bytes FROM rows
     WHERE hub = ? AND scope = ? AND document IN (SELECT value FROM json_each(?)) ORDER BY seq`,
  )
  const projection = column<Uint8Array>('SELECT bytes FROM projections WHERE hub = ? AND document = ?')
  const pages = column<string>(
    `SELECT document FROM projections
     WHERE hub = ? AND document GLOB 'class/*/public' AND instr(CAST(bytes AS TEXT), ?) > 0`,
  )
  const runs = column<RunId>('SELECT run FROM runs WHERE hub = ?')
  const programme = column<ProgrammeId | null>('SELECT programme FROM runs WHERE run = ?')
  const hubName = column<string>('SELECT name FROM hubs WHERE hub = ?')
  const memberName = column<string>('SELECT display_name FROM members WHERE hub = ? AND member = ?')
  const admitted = column<PersonId>(
    'SELECT person FROM admissions JOIN members USING (member) WHERE run = ? AND person IS NOT NULL',
  )
  const persons = column<PersonId>(
    "SELECT person FROM members WHERE hub = ? AND role = 'participant' AND person IS NOT NULL",
  )
  const participant = all<{ member: MemberId; displayName: string }>(
    "SELECT member, display_name AS displayName FROM members WHERE hub = ? AND person = ? AND role = 'participant'",
  )
  const runsOfMember = column<RunId>('SELECT run FROM admissions WHERE member = ?')
  return {
    together: (read) => db.transaction(read)(),
    hubs,
    seen: (hub, version) => seen(hub, version)[0] ?? 0,
    head: (hub) => head({ hub })[0] ?? 0,
    changedAbove: (hub, above) => changed({ hub, above }),
    updates: (hub, scope, documents) =>
      documents === null ? ofScope(hub, scope) : ofDocuments(hub, scope, JSON.stringify(documents)),
    projection: (hub, document) => projection(hub, document)[0] ?? null,
    // The page of a run is the one place that says which course it is of, without opening its plan.
    runsMentioning: (hub, id) => pages(hub, `"${id}"`).map((document) => document.split('/')[1] as RunId),
    runs,
    programmeOf: (run) => programme(run)[0] ?? null,
    hubName: (hub) => hubName(hub)[0] ?? '',
    memberName: (hub, member) => memberName(hub, member)[0] ?? null,
    admitted,
    persons,
    participant(hub, person) {
      const [found] = participant(hub, person)
      return found ? { ...found, runs: runsOfMember(found.member) } : null
    },
    close: () => db.close(),
  }
}
