/** Raised with every change of tables that an older server could not work on. */
export const SCHEMA_VERSION = 2

/** Marks the file as ours ("Tern"). */
export const APPLICATION_ID = 0x5465726e

/** Times are ms UTC of the server's clock. A sequence counts a hub's commits; rows and projections share it. */
export const LOG_SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS rows (
  hub TEXT NOT NULL, seq INTEGER NOT NULL, scope TEXT NOT NULL, document TEXT NOT NULL,
  member TEXT NOT NULL, device TEXT NOT NULL, received_at INTEGER NOT NULL, clock_offset INTEGER NOT NULL,
  epoch TEXT NOT NULL, tag BLOB NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS rows_by_sequence ON rows (hub, seq);
CREATE INDEX IF NOT EXISTS rows_by_scope ON rows (hub, scope, seq);

-- Replaced whole, each time under a new sequence.
CREATE TABLE IF NOT EXISTS projections (
  hub TEXT NOT NULL, document TEXT NOT NULL, scope TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL,
  made_at INTEGER NOT NULL, epoch TEXT NOT NULL, tag BLOB NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (hub, document)
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS projections_by_scope ON projections (hub, scope, seq);
CREATE UNIQUE INDEX IF NOT EXISTS projections_by_sequence ON projections (hub, seq);

-- How far along each hub's feed the projections of documents are made, and by which version of their making.
CREATE TABLE IF NOT EXISTS views (
  hub TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL
) STRICT;

-- The first device to use a client id in a document owns it.
CREATE TABLE IF NOT EXISTS clients (
  hub TEXT NOT NULL, document TEXT NOT NULL, client INTEGER NOT NULL, device TEXT NOT NULL, member TEXT NOT NULL,
  next_clock INTEGER NOT NULL, PRIMARY KEY (hub, document, client)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS clients_by_device ON clients (hub, document, device);

-- Keys of insert-only documents, each set once for ever.
CREATE TABLE IF NOT EXISTS claim_keys (
  hub TEXT NOT NULL, document TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (hub, document, key)
) STRICT, WITHOUT ROWID;

-- Rows in whose place one row without a device stands by now: what was taken from whom, for ever.
CREATE TABLE IF NOT EXISTS history (
  hub TEXT NOT NULL, seq INTEGER NOT NULL, scope TEXT NOT NULL, document TEXT NOT NULL,
  member TEXT NOT NULL, device TEXT NOT NULL, received_at INTEGER NOT NULL, clock_offset INTEGER NOT NULL,
  epoch TEXT NOT NULL, tag BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hub, document, seq)
) STRICT;

-- Rows of erased persons: who wrote when, and the tag, a hash under the server's key. Nothing of what they said.
CREATE TABLE IF NOT EXISTS erased_rows (
  hub TEXT NOT NULL, document TEXT NOT NULL, seq INTEGER NOT NULL, member TEXT NOT NULL, device TEXT NOT NULL,
  received_at INTEGER NOT NULL, clock_offset INTEGER NOT NULL, epoch TEXT NOT NULL, tag BLOB NOT NULL,
  erased_at INTEGER NOT NULL, PRIMARY KEY (hub, document, seq)
) STRICT;

-- Updates that could not be taken up in time, for whoever looks into it. They are sent to nobody.
CREATE TABLE IF NOT EXISTS quarantine (
  hub TEXT NOT NULL, document TEXT NOT NULL, member TEXT NOT NULL, device TEXT NOT NULL, request BLOB NOT NULL,
  received_at INTEGER NOT NULL, why TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (device, request)
) STRICT;

-- Rows that were given back after a restore, by the tag that they had before: the same again makes no row.
CREATE TABLE IF NOT EXISTS given_back (
  hub TEXT NOT NULL, tag BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (hub, tag)
) STRICT, WITHOUT ROWID;

-- How far each seat got with giving back, in the epoch that began with the last restore.
CREATE TABLE IF NOT EXISTS givers (
  hub TEXT NOT NULL, epoch TEXT NOT NULL, member TEXT NOT NULL, device TEXT NOT NULL, heard_at INTEGER NOT NULL,
  taken INTEGER NOT NULL, standing INTEGER NOT NULL, apart INTEGER NOT NULL, rest INTEGER NOT NULL,
  PRIMARY KEY (hub, epoch, member, device)
) STRICT, WITHOUT ROWID;

-- Answers that were given, for requests that are repeated.
CREATE TABLE IF NOT EXISTS requests (
  device TEXT NOT NULL, request BLOB NOT NULL, hash BLOB NOT NULL, seq INTEGER NOT NULL,
  received_at INTEGER NOT NULL, tag BLOB NOT NULL, PRIMARY KEY (device, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS requests_by_age ON requests (received_at);
`
