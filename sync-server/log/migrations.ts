import type SQLite from 'better-sqlite3'
import { SCHEMA_VERSION } from './schema.ts'

/** What leads from a version of the tables to the next. Tables that are only new need no line here. */
const STEPS: Record<number, string> = {
  // Runs may be started on the spot, before anybody says of which programme; notes have a scope of their own.
  1: `
CREATE TABLE runs_2 (
  run TEXT PRIMARY KEY, hub TEXT NOT NULL REFERENCES hubs, programme TEXT, started_by TEXT REFERENCES members,
  made_at INTEGER NOT NULL
) STRICT;
INSERT INTO runs_2 SELECT run, hub, programme, NULL, made_at FROM runs;
DROP TABLE runs;
ALTER TABLE runs_2 RENAME TO runs;
ALTER TABLE members ADD COLUMN sees_names INTEGER NOT NULL DEFAULT 0;
UPDATE rows SET scope = 'about:' || substr(scope, 5) WHERE scope LIKE 'run:%' AND document LIKE 'run/%/about/%';
`,
}

/** Brings the tables of an older version up to this one, inside the caller's transaction. An empty database has none. */
export function migrate(db: SQLite.Database): void {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table'").get() === undefined) return
  const from = db.pragma('user_version', { simple: true }) as number
  for (let version = from; version < SCHEMA_VERSION; version++) db.exec(STEPS[version] ?? '')
}
