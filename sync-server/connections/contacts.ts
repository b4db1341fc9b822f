import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, DeviceId, MemberId } from '#domain/ids.ts'
import type { Unsent } from '#protocol/frames.ts'
import type { RefusalCode } from '#protocol/refusals.ts'
import { replaceFile } from '../log/durableFile.ts'
import type { Report } from '../report.ts'

/** When each device was heard from, and what it said of its unsent work: for coordinators, who wait for it. Kept in memory
 *  and now and then in a file beside the database, not in the log: it changes with every beat, nothing rests on it, and a
 *  phone that comes back says it anew. */
export interface Contacts {
  heard(device: DeviceId): void
  told(device: DeviceId, said: Unsent): void
  refused(member: MemberId, code: RefusalCode): void
  heardAt(device: DeviceId): number | null
  /** Since the server started. */
  refusalsOf(isOfHub: (member: MemberId) => boolean): { code: RefusalCode; changes: number }[]
  differingOf(isOfHub: (member: MemberId) => boolean): { documents: number; lastAt: number | null }
  of(device: DeviceId, member: MemberId): Waiting
  readonly startedAt: number
  close(): void
}

export interface Waiting {
  waiting: number
  refused: number
  /** ms UTC of the server's clock. */
  oldestAt: number | null
}

const NOTHING: Waiting = { waiting: 0, refused: 0, oldestAt: null }
const WRITTEN_EVERY_MS = 5 * 60_000
/** Older ones are of phones that nobody uses any more. */
const KEPT_MS = 400 * 24 * 3600 * 1000

export interface ContactsDeps {
  clock: Clock
  report: Report
  every(ms: number, callback: () => void): () => void
}

interface Contact {
  heardAt: number
  seats: Map<MemberId, Waiting>
}

export function openContacts(dataFolder: string, { clock, report, every }: ContactsDeps): Contacts {
  const file = join(dataFolder, 'contacts.json')
  const startedAt = clock()
  const contacts = read(file)
  const refusals = new Map<MemberId, Map<RefusalCode, number>>()
  const differing = new Map<MemberId, { documents: number; lastAt: number }>()
  let isChanged = false

  function contact(device: DeviceId): Contact {
    isChanged = true
    const known = contacts.get(device) ?? { heardAt: 0, seats: new Map() }
    known.heardAt = clock()
    contacts.set(device, known)
    return known
  }

  function write(): void {
    if (!isChanged) return
    isChanged = false
    const devices = [...contacts]
      .filter(([, { heardAt }]) => clock() - heardAt < KEPT_MS)
      .map(([device, { heardAt, seats }]) => ({ device, heardAt, seats: [...seats] }))
    try {
      replaceFile(file, JSON.stringify({ version: 1, devices }))
    } catch (error) {
      report('contacts-not-kept', { error: String(error) })
    }
  }
  const stop = every(WRITTEN_EVERY_MS, write)

  return {
    startedAt,
    heard: (device) => void contact(device),
    told(device, { member, waiting, refused, oldestMs, differing: documents }) {
      const { seats, heardAt } = contact(device)
      const oldestAt = oldestMs === null ? null : Math.max(0, heardAt - oldestMs)
      seats.set(member, { waiting, refused, oldestAt })
      if (documents === 0) return
      const before = differing.get(member)?.documents ?? 0
      differing.set(member, { documents: before + documents, lastAt: heardAt })
    },
    refused(member, code) {
      const codes = refusals.get(member) ?? new Map<RefusalCode, number>()
      refusals.set(member, codes.set(code, (codes.get(code) ?? 0) + 1))
    },
    heardAt: (device) => contacts.get(device)?.heardAt ?? null,
    refusalsOf(isOfHub) {
      const all = new Map<RefusalCode, number>()
      for (const [member, codes] of refusals)
        if (isOfHub(member)) for (const [code, changes] of codes) all.set(code, (all.get(code) ?? 0) + changes)
      return [...all].map(([code, changes]) => ({ code, changes })).sort((a, b) => b.changes - a.changes)
    },
    differingOf(isOfHub) {
      const found = [...differing].filter(([member]) => isOfHub(member)).map(([, one]) => one)
      return {
        documents: found.reduce((sum, { documents }) => sum + documents, 0),
        lastAt: found.length === 0 ? null : Math.max(...found.map(({ lastAt }) => lastAt)),
      }
    },
    of: (device, member) => contacts.get(device)?.seats.get(member) ?? NOTHING,
    close() {
      stop()
      write()
    },
  }
}

/** Nothing where it is missing or cannot be read: phones say it again. */
function read(file: string): Map<DeviceId, Contact> {
  try {
    const { devices } = JSON.parse(readFileSync(file, 'utf8')) as {
      devices: { device: DeviceId; heardAt: number; seats: [MemberId, Waiting][] }[]
    }
    return new Map(devices.map(({ device, heardAt, seats }) => [device, { heardAt, seats: new Map(seats) }]))
  } catch {
    return new Map()
  }
}
