import { createModel, signal } from '@preact/signals'
import type { CameraRefusal, QrReader, Scanner } from '#screens/shared/scanner.ts'
import type { PersonRow, Seat } from '#store/api.ts'
import type { Badges } from '#store/badgesApi.ts'
import type { RegisterScreen } from '../register.model.ts'

/** What came of the last badge. `ok` only when it is on disk (F2). */
export type Scanned =
  | { kind: 'recorded' | 'added' | 'undone'; person: PersonRow; ok: boolean }
  /** Marked present before, by whom and however: nothing is recorded a second time. */
  | { kind: 'already'; person: PersonRow }
  /** Of the hub, and not on this list: one tap adds them. */
  | { kind: 'not-listed'; person: PersonRow }
  | { kind: 'revoked'; person: PersonRow }
  | { kind: 'several' | 'unknown' | 'other-hub' | 'no-badge' }

/** asking: the person is asked for the camera. unreadable: the reader is not here and cannot be fetched. */
export type CameraState =
  | { kind: 'asking' }
  | { kind: 'running' }
  | { kind: 'unreadable' }
  | { kind: 'refused'; why: CameraRefusal }

/** One read of the camera and the next. */
const PAUSE_MS = 80
/** A badge that stays in the picture is read once; taken away for so long and shown again, it is answered again. */
const AWAY_MS = 1_500

interface ScanDeps {
  scanner: () => Promise<Scanner>
  /** Tells who does not look. */
  signal: (is: 'good' | 'again' | 'bad') => void
  clock: () => number
}

/** Badges read one after the other into the register that is open (F9), and into no other. */
export const ScanModel = createModel(
  (register: RegisterScreen, seat: Pick<Seat, 'badges'>, { scanner, signal: tell, clock }: ScanDeps) => {
    const camera = signal<CameraState>({ kind: 'asking' })
    const stream = signal<MediaStream | null>(null)
    const scanned = signal<Scanned | null>(null)
    /** Recorded since this was opened. */
    const count = signal(0)
    let last: { text: string; seenAt: number } | null = null
    let badges: Badges | null = null
    let reader: QrReader | null = null
    /** Each opening of the camera; the loop of an earlier one ends. */
    let turn = 0

    /** Shows it at once, and *saved* when it is. */
    async function record(person: PersonRow, kind: 'recorded' | 'added', saved: Promise<boolean>): Promise<void> {
      const ok = await saved
      scanned.value = { kind, person, ok }
      if (ok) count.value += 1
      tell(ok ? 'good' : 'bad')
    }

    async function take(text: string): Promise<void> {
      badges ??= await seat.badges()
      const found = await badges.find(text)
      if (found.kind !== 'person') {
        scanned.value = found
        tell('bad')
        return
      }
      const { person } = found
      const row = register.rows.peek().find((one) => one.person === person.person)
      if (!row) {
        scanned.value = { kind: 'not-listed', person }
        tell('again')
      } else if (row.row.outcome?.status === 'present') {
        scanned.value = { kind: 'already', person }
        tell('again')
      } else {
        await record(person, 'recorded', register.mark(person.person, { status: 'present', way: 'badge' }))
      }
    }

    async function read(video: HTMLVideoElement, mine: number): Promise<void> {
      const text = await reader?.read(video)
      if (mine !== turn || !text) return
      const now = clock()
      const isSame = last?.text === text && now - last.seenAt < AWAY_MS
      last = { text, seenAt: now }
      if (!isSame) await take(text)
    }

    function stop(): void {
      turn += 1
      for (const track of stream.peek()?.getTracks() ?? []) track.stop()
      stream.value = null
      reader?.close()
      reader = null
    }

    return {
      camera,
      stream,
      scanned,
      count,
      take,

      /** Asks for the camera and reads until `stop`. `video` shows the stream by then. */
      async start(video: () => HTMLVideoElement | null): Promise<void> {
        stop()
        const mine = turn
        camera.value = { kind: 'asking' }
        try {
          const loaded = await scanner()
          const opened = await loaded.openCamera()
          if (mine !== turn) {
            if (opened.ok) for (const track of opened.value.getTracks()) track.stop()
            return
          }
          if (!opened.ok) {
            camera.value = { kind: 'refused', why: opened.error }
            return
          }
          stream.value = opened.value
          const made = await loaded.openReader()
          if (mine !== turn) return made.close()
          reader = made
          camera.value = { kind: 'running' }
          while (mine === turn) {
            const shown = video()
            if (shown) await read(shown, mine)
            await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
          }
        } catch (error) {
          if (mine !== turn) return
          stop()
          camera.value = { kind: 'unreadable' }
          reportError(error)
        }
      },
      stop,

      async add(person: PersonRow): Promise<void> {
        await record(person, 'added', register.addKnown(person, 'badge'))
      },
      /** Takes back what the last badge recorded. */
      async undo(person: PersonRow): Promise<void> {
        await register.undo()
        const said = register.said.peek()
        const ok = said?.kind === 'undone' && said.ok
        scanned.value = { kind: 'undone', person, ok }
        if (ok) count.value -= 1
      },
    }
  },
)

export type ScanScreen = InstanceType<typeof ScanModel>
