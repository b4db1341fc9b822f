import { type ResourceLimits, Worker } from 'node:worker_threads'
import { fail, ok, type Result } from '#domain/result.ts'
import type { FromDecodeWorker, Questions, ToDecodeWorker, Topic } from './decodeMessages.ts'

/** Opens documents in a thread of its own, with a deadline: what takes longer ends the thread, and nothing else. */
export interface Decoder {
  /** Answered in the order of asking. Never rejects. */
  ask<T extends Topic>(
    topic: T,
    asked: Questions[T]['asked'],
    withinMs: number,
  ): Promise<Decoded<Questions[T]['answer']>>
  close(): Promise<void>
}

/** too-long: the deadline passed. failed: it threw, or the thread ended, as for want of memory. */
export type Decoded<T> = Result<T, 'too-long' | 'failed'>

/** What of a worker is used here, so that tests can hand in another. */
export interface DecodeThread {
  post(message: ToDecodeWorker): void
  onMessage(listener: (message: FromDecodeWorker) => void): void
  /** Called once, however it ended. */
  onEnded(listener: () => void): void
  terminate(): Promise<void>
}

export interface DecoderDeps {
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void
  startThread(): DecodeThread
}

/** A thread that has not begun by then does not begin any more: the machine is out of memory or of time. */
const BEGINS_WITHIN_MS = 30_000

interface Waiting {
  id: number
  begun(): void
  answered(answer: Decoded<unknown>): void
}

/** The thread is started with the first question, and again with the next one after it ended. */
export function makeDecoder({ after, startThread }: DecoderDeps): Decoder {
  let thread: DecodeThread | null = null
  let waiting: Waiting | null = null
  let nextId = 1
  let queue: Promise<unknown> = Promise.resolve()
  let isClosed = false

  function start(): DecodeThread {
    const started = startThread()
    started.onMessage(({ id, result }) => {
      if (waiting?.id !== id) return
      if (result === null) waiting.begun()
      else waiting.answered(result.ok ? ok(result.answer) : fail('failed'))
    })
    started.onEnded(() => {
      if (thread !== started) return
      thread = null
      waiting?.answered(fail('failed'))
    })
    return started
  }

  function askNow(topic: Topic, asked: unknown, withinMs: number): Promise<Decoded<unknown>> {
    if (isClosed) return Promise.resolve(fail('failed'))
    const asking = thread ?? start()
    thread = asking
    const id = nextId++
    return new Promise((resolve) => {
      const giveUp = () => {
        thread = null
        void asking.terminate()
        answered(fail('too-long'))
      }
      let cancel = after(BEGINS_WITHIN_MS, giveUp)
      const answered = (answer: Decoded<unknown>) => {
        cancel()
        waiting = null
        resolve(answer)
      }
      const begun = () => {
        cancel()
        cancel = after(withinMs, giveUp)
      }
      waiting = { id, begun, answered }
      asking.post({ id, topic, asked } as ToDecodeWorker)
    })
  }

  return {
    ask<T extends Topic>(topic: T, asked: Questions[T]['asked'], withinMs: number) {
      const answer = queue.then(() => askNow(topic, asked, withinMs))
      queue = answer
      return answer as Promise<Decoded<Questions[T]['answer']>>
    },
    async close() {
      isClosed = true
      await thread?.terminate()
      await queue
    },
  }
}

/** More is a fault of what it opens. */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 256 }

/** The real thread on a log's database. */
export function startDecodeThread(file: string): DecodeThread {
  const worker = new Worker(new URL('./decodeWorker.ts', import.meta.url), {
    workerData: { file },
    execArgv: [],
    resourceLimits: LIMITS,
  })
  // Its end tells the same; unheard, this would end the server.
  worker.on('error', () => undefined)
  worker.unref()
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onEnded: (listener) => void worker.once('exit', listener),
    terminate: async () => void (await worker.terminate()),
  }
}
