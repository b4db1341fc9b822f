import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { formatMoment, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { RegisterScreen } from '../register.model.ts'
import { CameraNote } from './CameraNote.tsx'
import { ScannedCard } from './ScannedCard.tsx'
import styles from './ScanSheet.module.css'
import { ScanModel, type ScanScreen } from './scan.model.ts'
import { createScanSignal } from './scanSignal.ts'

interface ScanSheetProps {
  model: RegisterScreen
  seat: Seat
}

/** Badges read by the camera, one after the other, into the register that lies under it (F9). */
export function ScanSheet({ model, seat }: ScanSheetProps) {
  const { services } = useApp()
  const signal = useRef<ReturnType<typeof createScanSignal> | null>(null)
  const scan = useModel(
    () =>
      new ScanModel(model, seat, {
        scanner: () => services.scanner(),
        signal: (is) => signal.current?.give(is),
        clock: Date.now,
      }),
  )
  const video = useRef<HTMLVideoElement>(null)

  useEffect(() => {
    const sound = createScanSignal()
    signal.current = sound
    const follow = () => (document.hidden ? scan.stop() : void scan.start(() => video.current))
    follow()
    // A camera that nobody looks through is let go.
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      scan.stop()
      signal.current = null
      void sound.close()
    }
  }, [scan])

  const heading = model.heading.value
  const item = model.chosen.value
  return (
    <Sheet
      title={<Trans>Scan badges</Trans>}
      subtitle={
        heading &&
        `${localText(heading.title)} · ${item?.title || formatWallTimes(heading.facts.start, heading.facts.end)}`
      }
      onClose={() => model.closeSheet()}
      isText
      footer={
        <Button variant="quiet" wide onClick={() => model.openSheet({ kind: 'walk-in' })}>
          <Trans>Type the name</Trans>
        </Button>
      }
    >
      <Viewfinder scan={scan} video={video} />
      <ScannedCard scan={scan} />
      <Foot scan={scan} seat={seat} />
    </Sheet>
  )
}

function Viewfinder({ scan, video }: { scan: ScanScreen; video: preact.RefObject<HTMLVideoElement | null> }) {
  const { t } = useLingui()
  const camera = scan.camera.value
  useSignalEffect(() => {
    const shown = scan.stream.value
    if (video.current && video.current.srcObject !== shown) video.current.srcObject = shown
  })
  if (camera.kind === 'refused' || camera.kind === 'unreadable') {
    return <CameraNote camera={camera} onRetry={() => void scan.start(() => video.current)} />
  }
  return (
    <div class={styles.finder} aria-busy={camera.kind === 'asking'}>
      <video ref={video} class={styles.video} autoplay muted playsInline aria-label={t`What the camera sees`} />
      <span class={styles.frame} aria-hidden="true" />
      {camera.kind === 'asking' && (
        <p class={styles.asking} role="status">
          <Trans>The camera is starting. If the phone asks, allow it.</Trans>
        </p>
      )}
    </div>
  )
}

/** How many so far, and how old what is compared with is. */
function Foot({ scan, seat }: { scan: ScanScreen; seat: Seat }) {
  const { state, heardAt, clockOffsetMs } = seat.connection.value
  const count = scan.count.value
  const heard = heardAt === null ? '' : formatMoment(heardAt - (clockOffsetMs ?? 0), seat.now().at)
  return (
    <p class={styles.foot}>
      <span>
        <Plural value={count} _0="Nobody recorded here yet" one="# recorded here" other="# recorded here" />
      </span>
      <span>
        {state === 'connected' ? (
          <Trans>List of badges: up to date</Trans>
        ) : heardAt === null ? (
          <Trans>List of badges: the hub was never reached</Trans>
        ) : (
          <Trans>List of badges: {heard}</Trans>
        )}
      </span>
    </p>
  )
}
