import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { openDocument } from '#documents/yMap.ts'
import { invariant } from '#domain/result.ts'
import { updateShapeOf } from '#protocol/acceptance.ts'
import { parseDocumentId } from '#protocol/documentIds.ts'
import { scanUpdate } from '#protocol/scanUpdate.ts'
import { compact } from './compacting.ts'
import type { FromDecodeWorker, Questions, ToDecodeWorker, Topic } from './decodeMessages.ts'
import { type DocumentRow, openDocumentRows } from './documentRows.ts'
import { statesOf, takeUp } from './documentStates.ts'
import { restoringChange } from './restoring.ts'
import { saidAgain } from './saidAgain.ts'

/** The thread in which documents are opened that somebody waits for. It may be ended at any moment: it reads, and writes
 *  nothing. */

const port = parentPort
invariant(port !== null, 'runs as a worker')
const { file } = workerData as { file: string }
const documents = openDocumentRows(file)

/** begin: called where the time begins that an answer may take. */
type Answers = { [T in Topic]: (asked: Questions[T]['asked'], begin: () => void) => Questions[T]['answer'] }

const answers: Answers = {
  taste({ update, device, since, ...of }, begin) {
    // What the log will refuse is not opened here.
    if (!scanUpdate(update).ok) return 0
    const doc = openDocument()
    const isMeasured = (row: DocumentRow) => row.device === device && row.sequence > since
    const rows = documents.standing(of)
    for (const row of rows) if (!isMeasured(row)) takeUp(doc, row.bytes)
    // What stands there is not its fault.
    begin()
    const began = cpuMs()
    for (const row of rows) if (isMeasured(row)) takeUp(doc, row.bytes)
    Y.applyUpdate(doc, update)
    return cpuMs() - began
  },
  restore: ({ at, by, ...of }) => restoringChange(documents.history(of), { at, by }, newClientId()),
  saidAgain: ({ update, ...of }) => saidAgain(documents.standing(of), update),
  states: (asked) => statesOf(documents, asked),
  findLong: ({ hub, before, rows }) =>
    documents
      .long(hub, before, rows)
      .filter(({ document }) => isFlat(document))
      .map((found) => ({ hub, ...found })),
  compact: ({ before, ...of }) => compact(documents.standing(of).filter(({ receivedAt }) => receivedAt < before)),
}

/** Of this thread: what else the machine does counts for nothing. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Documents that only gain keys hold nothing that could be left out. */
function isFlat(document: string): boolean {
  const info = parseDocumentId(document)
  return info !== null && updateShapeOf(info) === 'flat'
}

const newClientId = () => openDocument().clientID

function answer<T extends Topic>(
  topic: T,
  asked: Questions[T]['asked'],
  begin: () => void,
): FromDecodeWorker['result'] {
  try {
    return { ok: true, answer: answers[topic](asked, begin) }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.name : 'unknown' }
  }
}

port.on('message', ({ id, topic, asked }: ToDecodeWorker) => {
  const begin = () => port.postMessage({ id, result: null } satisfies FromDecodeWorker)
  if (topic !== 'taste') begin()
  port.postMessage({ id, result: answer(topic, asked, begin) } satisfies FromDecodeWorker)
})
