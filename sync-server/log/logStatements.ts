import type SQLite from 'better-sqlite3'

export type Statements = ReturnType<typeof prepareStatements>

/** Everything that the log asks of its database, and says to it, besides the access rows. */
export function prepareStatements(db: SQLite.Database) {
  return {
    request: db.prepare<[string, Uint8Array], { hash: Buffer; seq: number; receivedAt: number; tag: Buffer }>(
      'SELECT hash, seq, received_at AS receivedAt, tag FROM requests WHERE device = ? AND request = ?',
    ),
    client: db.prepare<[string, string, number], { device: string; nextClock: number }>(
      'SELECT device, next_clock AS nextClock FROM clients WHERE hub = ? AND document = ? AND client = ?',
    ),
    clientCount: db.prepare<[string, string, string], { count: number }>(
      'SELECT count(*) AS count FROM clients WHERE hub = ? AND document = ? AND device = ?',
    ),
    erased: db.prepare<[string, string], 1>("SELECT 1 FROM erasures WHERE hub = ? AND person = ? AND outcome = 'done'"),
    key: db.prepare<[string, string, string], { seq: number }>(
      'SELECT seq FROM claim_keys WHERE hub = ? AND document = ? AND key = ?',
    ),
    head: db.prepare<[string, string], { head: number }>(
      `SELECT max(coalesce((SELECT max(seq) FROM rows WHERE hub = ?), 0),
                  coalesce((SELECT max(seq) FROM projections WHERE hub = ?), 0)) AS head`,
    ),
    projection: db.prepare<[string, string], { version: number; bytes: Buffer }>(
      'SELECT version, bytes FROM projections WHERE hub = ? AND document = ?',
    ),
    insertRow: db.prepare(
      `INSERT INTO rows VALUES (@hub, @sequence, @scope, @document, @member, @device, @receivedAt, @clockOffsetMs,
                                @epoch, @tag, @bytes)`,
    ),
    quarantine: db.prepare('INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    leaveQuarantine: db.prepare(
      `DELETE FROM quarantine WHERE hub = ? AND rowid NOT IN
         (SELECT rowid FROM quarantine WHERE hub = ? ORDER BY received_at DESC, rowid DESC LIMIT ?)`,
    ),
    last: db.prepare<[object], { sequence: number; rows: number; receivedAt: number }>(
      `SELECT max(seq) AS sequence, count(*) AS rows, received_at AS receivedAt FROM rows
       WHERE hub = @hub AND scope = @scope AND document = @document AND seq <= @upto`,
    ),
    keepHistory: db.prepare(
      `INSERT INTO history SELECT * FROM rows
       WHERE hub = @hub AND scope = @scope AND document = @document AND seq <= @upto AND device <> ''`,
    ),
    dropRows: db.prepare(
      'DELETE FROM rows WHERE hub = @hub AND scope = @scope AND document = @document AND seq <= @upto',
    ),
    keepClient: db.prepare(
      `INSERT INTO clients VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET next_clock = excluded.next_clock`,
    ),
    keepKey: db.prepare('INSERT INTO claim_keys VALUES (?, ?, ?, ?)'),
    keepRequest: db.prepare('INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)'),
    keepProjection: db.prepare(
      `INSERT OR REPLACE INTO projections VALUES (@hub, @document, @scope, @sequence, @version, @receivedAt, @epoch,
                                                  @tag, @bytes)`,
    ),
    stood: db.prepare<[object], { sequence: number; tag: Buffer }>(
      `SELECT seq AS sequence, tag FROM rows WHERE hub = @hub AND seq = @sequence AND tag = @tag
       UNION ALL
       SELECT seq, tag FROM history WHERE hub = @hub AND document = @document AND seq = @sequence AND tag = @tag`,
    ),
    givenBack: db.prepare<[object], { sequence: number; tag: Buffer }>(
      `SELECT given_back.seq AS sequence, coalesce(history.tag, rows.tag) AS tag FROM given_back
       LEFT JOIN rows ON rows.hub = given_back.hub AND rows.seq = given_back.seq
       LEFT JOIN history ON history.hub = given_back.hub AND history.document = @document
         AND history.seq = given_back.seq
       WHERE given_back.hub = @hub AND given_back.tag = @tag AND coalesce(history.tag, rows.tag) IS NOT NULL`,
    ),
    same: db.prepare<[object], { sequence: number; receivedAt: number; tag: Buffer }>(
      `SELECT seq AS sequence, received_at AS receivedAt, tag FROM rows
       WHERE hub = @hub AND scope = @scope AND document = @document AND member = @member AND device = @device
         AND bytes = @bytes`,
    ),
    epochs: db.prepare<[string], number>('SELECT count(*) FROM epochs WHERE hub = ?').pluck(),
    epochBefore: db
      .prepare<[string], string>('SELECT epoch FROM epochs WHERE hub = ? ORDER BY n DESC LIMIT 1 OFFSET 1')
      .pluck(),
    keepGivenBack: db.prepare('INSERT OR REPLACE INTO given_back VALUES (?, ?, ?)'),
    keepGiver: db.prepare(
      `INSERT INTO givers VALUES (@hub, @epoch, @member, @device, @at, @taken, @standing, @apart, @left)
       ON CONFLICT DO UPDATE SET heard_at = excluded.heard_at, taken = taken + excluded.taken,
         standing = standing + excluded.standing, apart = apart + excluded.apart, rest = excluded.rest`,
    ),
    keepSeen: db.prepare(
      `INSERT INTO views VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, seq = excluded.seq`,
    ),
    command: db.prepare<[string, Uint8Array], { at: number }>(
      'SELECT at FROM commands WHERE device = ? AND request = ?',
    ),
    dropCommand: db.prepare('DELETE FROM commands WHERE device = ? AND request = ?'),
    prune: db.prepare('DELETE FROM requests WHERE received_at < ?'),
  }
}
