import { VERSIONS_SPOKEN } from '#protocol/frames.ts'
import { CLOSE } from '#protocol/refusals.ts'
import type { SyncPort } from '#store/syncPort.ts'
import { type Connection, DEVICE_CLOSE, openConnection } from './connection.ts'
import { ANSWER_WITHIN_MS, createLeader, type LeaderChannel, type LeaderLocks } from './leader.ts'
import type { SyncDependencies } from './syncDevice.ts'

export interface SendOnceDependencies extends Omit<SyncDependencies, 'connectByPost'> {
  port: Pick<SyncPort, 'seats'>
  /** Whether anything is left to send. */
  waits(): Promise<boolean>
  locks: LeaderLocks
  channel: LeaderChannel
}

/** A tab that owns the socket and is alive answers before that. */
const LEADS_WITHIN_MS = ANSWER_WITHIN_MS + 1_000

/** Sends what waits here, once, unless a tab is there to do it: elected as tabs elect the owner of the socket, and fenced
 *  as they are. Resolves with whether everything was answered. */
export async function sendOnce(d: SendOnceDependencies): Promise<boolean> {
  if (!(await d.waits())) return true
  const done = Promise.withResolvers<boolean>()
  const connections: Connection[] = []

  function open(versionAt: number) {
    const connection = openConnection({
      ...d,
      report: d.report ?? (() => undefined),
      stay: 'sends',
      seats: d.port.seats.peek(),
      version: VERSIONS_SPOKEN[versionAt] ?? 0,
      checksAtOnce: false,
      after: connections.at(-1)?.settled ?? Promise.resolve(),
      welcomed: () => undefined,
      closed(code) {
        if (code === CLOSE.version && versionAt + 1 < VERSIONS_SPOKEN.length) open(versionAt + 1)
        else done.resolve(code === DEVICE_CLOSE.done)
      },
    })
    connections.push(connection)
  }

  const leader = createLeader({
    ...d,
    // Whoever was woken to send is as good as a tab in view: an owner that is frozen is replaced.
    isVisible: () => true,
    lead: () => {
      giveUp()
      open(0)
    },
    follow: () => done.resolve(false),
    heard: () => undefined,
    asked: () => undefined,
    sendNow: () => undefined,
  })
  const giveUp = d.schedule(LEADS_WITHIN_MS, () => {
    leader.askSendNow()
    done.resolve(false)
  })
  leader.start()
  const isDone = await done.promise
  giveUp()
  // Whoever takes the lock next finds nothing of this on the disk's way.
  for (const connection of connections) {
    connection.close()
    await connection.settled
  }
  leader.stop()
  return isDone && !(await d.waits())
}
