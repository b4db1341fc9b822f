import { parentPort, workerData } from 'node:worker_threads'
import { invariant } from '#domain/result.ts'
import { type TakeBackup, takeBackup } from './takeBackup.ts'

/** The thread that copies: it reads the disk for seconds, and the server answers meanwhile. */

invariant(parentPort !== null, 'runs as a worker')
const taken = takeBackup(workerData as TakeBackup)
parentPort.postMessage(taken.ok ? { ok: true, value: { bytes: taken.value.bytes } } : taken)
