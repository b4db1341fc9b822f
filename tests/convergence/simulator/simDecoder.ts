import { openDocument } from '#documents/yMap.ts'
import type { FromDecodeWorker, Questions, ToDecodeWorker } from '../../../sync-server/views/decodeMessages.ts'
import type { DecodeThread } from '../../../sync-server/views/decoder.ts'
import type { DocumentRows } from '../../../sync-server/views/documentRows.ts'
import { statesOf } from '../../../sync-server/views/documentStates.ts'
import { restoringChange } from '../../../sync-server/views/restoring.ts'
import type { Chance } from './chance.ts'

/** The thread in which documents are opened that somebody waits for, on the simulation's time: now and then it ends while
 *  it is asked, or never answers. */
export function simDecodeThread(
  documents: DocumentRows,
  chance: Chance,
  after: (ms: number, run: () => void) => void,
  answered: (topic: ToDecodeWorker['topic']) => void,
): DecodeThread {
  const messages: ((message: FromDecodeWorker) => void)[] = []
  const ends: (() => void)[] = []
  const say = (message: FromDecodeWorker) => {
    for (const listener of messages) listener(message)
  }

  function answer({ topic, asked }: ToDecodeWorker): Questions[ToDecodeWorker['topic']]['answer'] {
    switch (topic) {
      case 'restore': {
        const { at, by, ...of } = asked
        return restoringChange(documents.history(of), { at, by }, openDocument().clientID)
      }
      case 'states':
        return statesOf(documents, asked)
      // How long that takes is this machine's, and no part of the simulation.
      case 'taste':
        return 1
      default:
        throw new Error(`nobody asks here for ${topic}`)
    }
  }

  return {
    post: (message) =>
      after(0.1, () => {
        const fate = chance.whole(0, 99)
        if (fate < 2) for (const listener of ends) listener()
        if (fate < 2) return
        say({ id: message.id, result: null })
        if (fate < 4) return
        after(5 + 40 * chance.next(), () => {
          answered(message.topic)
          say({ id: message.id, result: { ok: true, answer: answer(message) } })
        })
      }),
    onMessage: (listener) => void messages.push(listener),
    onEnded: (listener) => void ends.push(listener),
    terminate: async () => undefined,
  }
}
