import { computed, signal } from '@preact/signals'
import type { Table } from 'dexie'
import { makeSignatureKey, readSignatures, signatureChange, takeBackChange } from '#documents/signatures.ts'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import { type RecordedEntry, type SignatureEntry, standingSignatures } from '#domain/signatures/signatures.ts'
import { documentId, parseDocumentId } from '#protocol/documentIds.ts'
import type { Loadable } from '../api.ts'
import type { DocumentRoom, SeatCore } from '../core.ts'
import { type Followed, liveLater, liveOf } from '../live.ts'
import { attributionsOf, NO_ATTRIBUTIONS } from '../readModel/attribution.ts'
import { saveAction } from '../saveAction.ts'
import type { UpdateRow } from '../seatDatabase.ts'
import type { SignatureRow, Signatures } from '../signaturesApi.ts'
import type { Unsaved } from '../unsaved.ts'

/** Signatures are read from the notes' documents of the run that is on screen or on paper: no table for what is looked
 *  at seldom. */

interface SignaturesSource {
  core: SeatCore
  unsaved: Unsaved
  followed: Followed
}

/** Read beside the documents that are kept open: those of a whole run would push out the one that the next tap needs. */
function entriesIn(room: DocumentRoom, document: string, rows: UpdateRow[]): RecordedEntry[] {
  const person = parseDocumentId(document)?.person
  if (!person) return []
  const doc = room.openEmpty()
  for (const row of rows) {
    if (row.quarantined || row.kind === 'part') continue
    try {
      room.applyBytes(doc, row.bytes)
    } catch {
      // Whoever next writes or receives there finds it out, and puts it aside.
      return []
    }
  }
  const found = readSignatures(room.entriesOf(doc), person)
  const attributions = found.length > 0 ? attributionsOf(room, rows) : NO_ATTRIBUTIONS
  return found.map(({ key, session, entry }) => {
    const stamp = attributions.get(key)
    return {
      ...{ key, session, person, entry, recorder: stamp?.member ?? entry.by },
      ...{ device: stamp?.device ?? null, receivedAt: stamp?.receivedAt ?? null },
    }
  })
}

/** Stated here, and on screen until the disk is read again. */
interface Stating {
  run: RunId
  recorded: RecordedEntry
  isSaved: boolean
}

export function createSignatures(source: SignaturesSource): Signatures {
  const { core, followed } = source
  const { db, member, random } = core
  const stating = signal<Stating[]>([])
  const tables: Table[] = [db.runs, db.rows]

  async function read(room: DocumentRoom, run: RunId): Promise<RecordedEntry[] | undefined> {
    const notes = documentId.about(run, '')
    const [known, rows] = await Promise.all([
      db.runs.get(run),
      db.rows
        .where('[document+n]')
        .between([notes, 0], [`${notes}\uffff`, Number.POSITIVE_INFINITY])
        .toArray(),
    ])
    return known && [...Map.groupBy(rows, ({ document }) => document)].flatMap(([id, all]) => entriesIn(room, id, all))
  }

  /** What the disk has is not shown a second time. */
  function forget(entries: readonly RecordedEntry[]): void {
    const known = new Set(entries.map(({ key }) => key))
    if (stating.peek().some(({ recorded }) => known.has(recorded.key)))
      stating.value = stating.peek().filter(({ recorded }) => !known.has(recorded.key))
  }

  function shown(run: RunId, entries: readonly RecordedEntry[]): SignatureRow[] {
    const own = stating.value.filter((each) => each.run === run)
    const unsaved = new Set(own.filter(({ isSaved }) => !isSaved).map(({ recorded }) => recorded.key))
    const known = new Set(entries.map(({ key }) => key))
    const here = own.flatMap(({ recorded }) => (known.has(recorded.key) ? [] : [recorded]))
    return standingSignatures([...entries, ...here]).map((signature) => ({
      ...signature,
      isOwn: signature.recorder === member,
      isUnsaved: unsaved.has(signature.key),
    }))
  }

  async function state(
    run: RunId,
    session: SessionId,
    person: PersonId,
    make: (at: number) => SignatureEntry,
  ): ReturnType<Signatures['sign']> {
    const key = makeSignatureKey(session, person, random)
    const entry = make(core.clock())
    const recorded = { key, session, person, recorder: member, device: null, receivedAt: null, entry }
    const by = { at: entry.at, by: member }
    stating.value = [...stating.peek(), { run, recorded, isSaved: false }]
    const saved = await saveAction(source, {
      at: entry.at,
      changes: [
        entry.kind === 'signature'
          ? signatureChange(run, person, key, { ...entry.signed, ...by })
          : takeBackChange(run, person, key, { withdraws: entry.withdraws, ...by }),
      ],
    })
    if (saved.ok)
      stating.value = stating.peek().map((each) => (each.recorded.key === key ? { ...each, isSaved: true } : each))
    return saved
  }

  return {
    ofRun(run) {
      const stored = liveLater<RecordedEntry[]>(async () => {
        const room = await core.yjs()
        return liveOf(followed, { tables, read: () => read(room, run) })
      })
      const stop = stored.value.subscribe((found) => {
        if (found.state === 'ready') forget(found.value)
      })
      return {
        value: computed((): Loadable<SignatureRow[]> => {
          const found = stored.value.value
          return found.state === 'ready' ? { state: 'ready', value: shown(run, found.value) } : found
        }),
        dispose() {
          stop()
          stored.dispose()
        },
      }
    },
    sign: (run, session, person, signed) =>
      state(run, session, person, (at) => ({ kind: 'signature', signed, at, by: member })),
    takeBack: (run, { key, session, person }) =>
      state(run, session, person, (at) => ({ kind: 'signature-withdrawal', withdraws: [key], at, by: member })),
  }
}
