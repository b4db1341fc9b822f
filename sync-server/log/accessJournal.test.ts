import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HubId, MemberId } from '#domain/ids.ts'
import { testId } from '../../tests/contracts/HonestDevice.ts'
import { until } from '../../tests/support/until.ts'
import type { AccessOperation } from '../access/operations.ts'
import { ACCESS_SCHEMA, readAccess, runAccessOperation } from '../access/tables.ts'
import { makeFolder } from '../testServer.ts'
import {
  type AccessJournal,
  followAccess,
  journalFile,
  mirrorFile,
  readJournal,
  replayJournal,
} from './accessJournal.ts'

const HUB = testId<HubId>('hub')
const EVA = testId<MemberId>('eva')
const at = 1_790_000_000_000

let folder: string
let db: SQLite.Database
let journal: AccessJournal

function openDatabase(): SQLite.Database {
  const opened = new SQLite(':memory:')
  opened.exec(ACCESS_SCHEMA)
  return opened
}
const follow = (mirror: string | null = null) => followAccess({ db, folder, serverId: 'server' }, mirror)
function operate(...operations: AccessOperation[]): void {
  db.transaction(() => {
    for (const operation of operations) runAccessOperation(db, operation)
  })()
  journal.keep()
}
const lines = () => readFileSync(journalFile(folder), 'utf8').split('\n').length - 1
/** Access as an older copy has it once it was brought up to the journal. */
function replayed(older = openDatabase()) {
  older.pragma('foreign_keys = OFF')
  replayJournal(older, readJournal(journalFile(folder))?.entries ?? [])
  expect(older.pragma('foreign_key_check')).toEqual([])
  return readAccess(older)
}

const FOUNDED: AccessOperation[] = [
  { kind: 'make-hub', hub: HUB, name: 'SINEC', at },
  { kind: 'make-member', member: EVA, hub: HUB, displayName: 'Eva Ukázková', role: 'trainer', at },
  { kind: 'make-invitation', member: EVA, codeHash: 'code', expiresAt: at + 1, at },
]
const signIn = { secretHash: 's', label: 'Phone', publicKey: null, at } as const

beforeEach(() => {
  folder = makeFolder()
  db = openDatabase()
  journal = follow()
})

describe('the journal of access', () => {
  it('RE3 leads an older copy of the rows to what they were last, with what was ended and used since', () => {
    operate(...FOUNDED)
    const backup = new SQLite(db.serialize())
    operate({ kind: 'redeem-invitation', codeHash: 'code', device: testId('phone'), ...signIn })
    operate({ kind: 'sign-out', member: EVA, device: testId('phone'), at: at + 5 })
    const access = replayed(backup)
    expect(access.signIns).toEqual([{ member: EVA, device: testId('phone'), state: 'ended', since: at + 5 }])
    expect(access).toEqual(readAccess(db))
    expect(backup.prepare('SELECT used_at FROM invitations').pluck().get()).toBe(at)
  })

  it('holds nothing of a transaction that was undone', () => {
    operate(...FOUNDED)
    const before = lines()
    expect(() =>
      db.transaction(() => {
        runAccessOperation(db, { kind: 'make-hub', hub: testId('other'), name: 'X', at })
        throw new Error('undone')
      })(),
    ).toThrow('undone')
    journal.keep()
    expect(lines()).toBe(before)
  })

  it('makes up for rows that were written beside it, and for a file that was lost or damaged', () => {
    operate(...FOUNDED)
    runAccessOperation(db, { kind: 'make-invitation', member: EVA, codeHash: 'beside', expiresAt: at + 1, at })
    db.exec('DROP TABLE temp.changed_access')
    const again = new SQLite(db.serialize())
    db = again
    journal = follow()
    expect(replayed()).toEqual(readAccess(db))
    const whole = readFileSync(journalFile(folder), 'utf8')
    expect(whole).toContain('beside')

    writeFileSync(journalFile(folder), whole.replace('Eva', 'Ela'))
    expect(readJournal(journalFile(folder))?.damaged).toBe(1)
    db = new SQLite(db.serialize())
    journal = follow()
    expect(readJournal(journalFile(folder))?.damaged).toBe(0)
    expect(replayed()).toEqual(readAccess(db))
  })

  it('passes over a line that a power cut left half written', () => {
    operate(...FOUNDED)
    appendFileSync(journalFile(folder), '01234567 ["members",{"memb')
    expect(readJournal(journalFile(folder))).toMatchObject({ damaged: 1 })
    expect(replayed()).toEqual(readAccess(db))
  })

  it('is of one server, and written anew for another', () => {
    operate(...FOUNDED)
    db = openDatabase()
    followAccess({ db, folder, serverId: 'another' }, null)
    expect(readJournal(journalFile(folder))).toMatchObject({ serverId: 'another', entries: [] })
  })

  it('keeps a copy in the folder of backups, and goes on where that is away', async () => {
    const mirror = join(folder, 'backups')
    db = openDatabase()
    journal = follow(mirror)
    operate(...FOUNDED)
    const copy = () =>
      existsSync(mirrorFile(mirror, 'server')) ? readFileSync(mirrorFile(mirror, 'server'), 'utf8') : ''
    const isThere = (text: string) => text === readFileSync(journalFile(folder), 'utf8')
    await until('a copy', copy, isThere)

    writeFileSync(join(folder, 'no-folder'), '')
    db = openDatabase()
    journal = follow(join(folder, 'no-folder'))
    operate(...FOUNDED)
    expect(replayed()).toEqual(readAccess(db))
  })
})
