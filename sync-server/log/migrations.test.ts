import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentId } from '#protocol/documentIds.ts'
import { PAGE_BYTES } from '#protocol/limits.ts'
import { HonestDevice, HUB, PLAN, RUN, TRAINER, testId } from '../../tests/contracts/HonestDevice.ts'
import { openBeside } from '../commands/openBeside.ts'
import { databaseFile, TAG_KEY_BYTES } from './dataFolder.ts'
import { LogOpenError } from './LogOpenError.ts'
import { openLog } from './openLog.ts'
import { APPLICATION_ID } from './schema.ts'

const NOW = 1_790_000_000_000
const ABOUT = documentId.about(RUN, testId('person'))

/** Tables as the first version made them. */
const VERSION_1 = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rows (
  hub TEXT NOT NULL, seq INTEGER NOT NULL, scope TEXT NOT NULL, document TEXT NOT NULL,
  member TEXT NOT NULL, device TEXT NOT NULL, received_at INTEGER NOT NULL, clock_offset INTEGER NOT NULL,
  epoch TEXT NOT NULL, tag BLOB NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX rows_by_sequence ON rows (hub, seq);
CREATE INDEX rows_by_scope ON rows (hub, scope, seq);
CREATE TABLE projections (
  hub TEXT NOT NULL, document TEXT NOT NULL, scope TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL,
  made_at INTEGER NOT NULL, epoch TEXT NOT NULL, tag BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hub, document)
) STRICT;
CREATE TABLE hubs (hub TEXT PRIMARY KEY, name TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT;
CREATE TABLE members (
  member TEXT PRIMARY KEY, hub TEXT NOT NULL REFERENCES hubs, display_name TEXT NOT NULL, role TEXT NOT NULL,
  person TEXT, made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE devices (
  device TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, label TEXT NOT NULL, public_key TEXT, made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE sign_ins (
  member TEXT NOT NULL REFERENCES members, device TEXT NOT NULL REFERENCES devices,
  state TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (member, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE grants (
  member TEXT NOT NULL REFERENCES members, programme TEXT NOT NULL, since INTEGER NOT NULL, ended_at INTEGER,
  PRIMARY KEY (member, programme)
) STRICT, WITHOUT ROWID;
CREATE TABLE runs (
  run TEXT PRIMARY KEY, hub TEXT NOT NULL REFERENCES hubs, programme TEXT NOT NULL, made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_programme ON runs (hub, programme);
`

describe('a database of an older version', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teren-old-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** As the first version left it: a run with a plan, and a note about a person in the run's own scope. */
  function makeOld(): void {
    const db = new SQLite(databaseFile(folder))
    db.pragma('journal_mode = WAL')
    db.exec(VERSION_1)
    db.pragma(`application_id = ${APPLICATION_ID}`)
    db.pragma('user_version = 1')
    db.exec(`INSERT INTO meta VALUES ('server-id', 'server'), ('epoch', 'first')`)
    db.prepare('INSERT INTO hubs VALUES (?, ?, ?)').run(HUB, 'SINEC', NOW)
    db.prepare('INSERT INTO members VALUES (?, ?, ?, ?, NULL, ?)').run(TRAINER, HUB, 'Petra', 'trainer', NOW)
    db.prepare("INSERT INTO devices VALUES ('phone', 's', 'Phone', NULL, ?)").run(NOW)
    db.prepare("INSERT INTO sign_ins VALUES (?, 'phone', 'active', ?)").run(TRAINER, NOW)
    db.prepare("INSERT INTO grants VALUES (?, 'programme', ?, NULL)").run(TRAINER, NOW)
    db.prepare("INSERT INTO runs VALUES (?, ?, 'programme', ?)").run(RUN, HUB, NOW)
    const row = db.prepare(
      `INSERT INTO rows VALUES (@hub, @seq, @scope, @document, @member, @device, ${NOW}, 0, 'first', x'00', @bytes)`,
    )
    for (const [at, document] of [PLAN, ABOUT].entries()) {
      const phone = new HonestDevice('phone', document)
      const bytes = phone.set(['k', 1])
      row.run({ hub: HUB, seq: at + 1, scope: `run:${RUN}`, document, member: TRAINER, device: phone.device, bytes })
    }
    db.close()
    mkdirSync(join(folder, 'secrets'))
    writeFileSync(join(folder, 'secrets', 'tag.key'), randomBytes(TAG_KEY_BYTES))
  }

  const openIt = () => openLog(folder, { clock: () => NOW, random: (count) => new Uint8Array(randomBytes(count)) })

  it('S6 is brought up to date with everything in it, at the first start and not again at the second', async () => {
    makeOld()
    for (const _ of ['first', 'second']) {
      const log = await openIt()
      const documentsIn = async (scope: string) =>
        (await log.read(HUB, [{ scope, from: 0 }], PAGE_BYTES)).rows.map((row) => row.document)
      expect(await documentsIn(`run:${RUN}`)).toEqual([PLAN])
      expect(await documentsIn(`about:${RUN}`)).toEqual([ABOUT])
      expect(log.access().members).toMatchObject([{ member: TRAINER, programmes: ['programme'], seesNames: false }])
      expect(log.access().runs).toEqual([{ run: RUN, hub: HUB, programme: 'programme', startedBy: null }])
      expect(log.access().signIns).toHaveLength(1)
      await log.close()
    }
    const db = new SQLite(databaseFile(folder))
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.close()
  })

  it('has the same tables afterwards as a new one', async () => {
    makeOld()
    await (await openIt()).close()
    const migrated = tablesOf(databaseFile(folder))
    rmSync(databaseFile(folder))
    await (await openIt()).close()
    expect(migrated).toEqual(tablesOf(databaseFile(folder)))
  })

  it('is not worked on from beside before the server was started once', () => {
    makeOld()
    expect(() => openBeside(folder)).toThrow(LogOpenError)
  })
})

/** Columns of each table, in whatever order migrations left them, and the names of indexes. */
function tablesOf(file: string) {
  const db = new SQLite(file, { readonly: true })
  const columns = db
    .prepare(
      `SELECT m.name AS "table", c.name AS column, c.type, c."notnull", c.pk FROM sqlite_schema m
       JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2`,
    )
    .all()
  const indexes = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY 1").all()
  db.close()
  return { columns, indexes }
}
