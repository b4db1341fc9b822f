import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck, Download, FileLock2, FileText, type IconNode, Share2, Smartphone, Upload } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { HandedOver, Seat } from '#store/api.ts'
import { dayIn, formatMoment, formatNumber, formatShortDay } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { faultWords } from '../bringIn/bringInWords.ts'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { useOffline } from '../useOffline.ts'
import { storeFailureWords } from '../words/failures.ts'
import { canShare, save, share } from './carrying.ts'
import styles from './HandOver.module.css'
import { type Carried, fileName, HandOverModel, type HandOverScreen, type Made } from './handOver.model.ts'

/** Unsent work as a sealed file that anyone may carry to the hub (S1). */
export function HandOver() {
  const seat = useApp().device.seat.value
  return seat ? <HandOverOfSeat key={seat.info.value.member} seat={seat} /> : <NobodySignedIn />
}

function HandOverOfSeat({ seat }: { seat: Seat }) {
  const { t } = useLingui()
  const { services } = useApp()
  const model = useModel(() => new HandOverModel(seat, services))
  const carried = model.carried.value
  const made = model.made.value
  const { unsaved } = seat.saving.value
  const isNothing = carried.state === 'ready' && carried.value.length === 0
  const { displayName, hubName, state } = seat.info.value
  const preface = t`This file holds work recorded in Teren for ${hubName}. It is sealed: only the hub can open it. To bring it in, open Teren on a phone or computer that is signed in, then: This phone, Bring in carried work.`
  return (
    <Page
      top={
        <>
          <TopBar backHref="/waiting" title={t`Hand over your work`} subtitle={displayName} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={
        made.state === 'made' ? (
          <Carry file={made.file} at={made.at} />
        ) : (
          carried.state === 'ready' &&
          !isNothing &&
          (made.state !== 'given' || made.left > 0) && (
            <Make model={model} preface={preface} ended={state === 'ended'} />
          )
        )
      }
    >
      <Outcome made={made} />
      {unsaved > 0 && (
        <Banner tone="error" href="/waiting">
          <Plural
            value={unsaved}
            one="# change is not saved yet, and not in the file."
            other="# changes are not saved yet, and not in the file."
          />
        </Banner>
      )}
      {carried.state === 'loading' && <Skeleton shape="rows" count={3} />}
      {isNothing && (
        <EmptyState icon={CircleCheck} title={<Trans>Nothing waits to be sent</Trans>}>
          <Trans>There is nothing to hand over from this phone.</Trans>
        </EmptyState>
      )}
      {carried.state === 'ready' && !isNothing && made.state !== 'given' && (
        <>
          {state === 'ended' && (
            <p>
              <Trans>Your sign-in was ended. What you recorded before can still be given to the hub.</Trans>
            </p>
          )}
          <p>
            <Trans>
              Somebody who reaches the hub can carry your work there as a file: in a message, or on a memory stick. Any
              phone or computer that is signed in to Teren can bring it in.
            </Trans>
          </p>
          <Holds carried={carried.value} now={seat.now().at} />
          <ul class={styles.points}>
            <Point icon={FileLock2}>
              <Trans>The file is sealed. Only the hub can open it, not the person who carries it.</Trans>
            </Point>
            <Point icon={Smartphone}>
              <Trans>
                Your work also stays on this phone until the hub has it. Nothing is counted twice, however it gets
                there.
              </Trans>
            </Point>
            {state === 'ended' && (
              <Point icon={FileText}>
                <Trans>Your sign-in was ended: a coordinator of the hub decides on what the file holds.</Trans>
              </Point>
            )}
          </ul>
        </>
      )}
    </Page>
  )
}

function Point({ icon, children }: { icon: IconNode; children: ComponentChildren }) {
  return (
    <li>
      <Icon icon={icon} />
      <p>{children}</p>
    </li>
  )
}

interface HoldsProps {
  carried: Carried[]
  now: number
}

/** Before it is made: how many changes, and of which sessions. */
function Holds({ carried, now }: HoldsProps) {
  const changes = carried.reduce((sum, row) => sum + row.changes, 0)
  return (
    <section class={styles.holds} aria-labelledby="hand-over-holds">
      <h2 class={styles.heading} id="hand-over-holds">
        <Plural value={changes} one="The file holds # change" other="The file holds # changes" />
      </h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.rows} role="list">
        {carried.map(({ session, title, day, changes: some }) => (
          <li class={styles.row} key={session ?? ''}>
            <span class={styles.what}>
              {title ? localText(title) : <Trans>Lists, people and other things</Trans>}
              {day && <span class={styles.day}>{formatShortDay(day, dayIn(now))}</span>}
            </span>
            <span class={styles.figure}>{formatNumber(some)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface MakeProps {
  model: HandOverScreen
  preface: string
  ended: boolean
}

/** A phone whose sign-in was ended reaches the hub, and may give its work by itself. */
function Make({ model, preface, ended }: MakeProps) {
  const { t } = useLingui()
  const offline = useOffline()
  const busy = model.busy.value
  if (!ended)
    return (
      <BottomBar>
        <Button variant="primary" wide icon={FileLock2} busy={busy} onClick={() => void model.make(preface)}>
          <Trans>Make the file</Trans>
        </Button>
      </BottomBar>
    )
  return (
    <BottomBar>
      <Button
        variant="square"
        icon={FileLock2}
        label={t`Make the file`}
        disabled={busy}
        onClick={() => void model.make(preface)}
      />
      <Button
        variant="primary"
        wide
        icon={Upload}
        busy={busy}
        disabled={offline}
        onClick={() => void model.give(preface)}
      >
        {offline ? <Trans>Needs a network</Trans> : <Trans>Give it to the hub</Trans>}
      </Button>
    </BottomBar>
  )
}

interface CarryProps {
  file: HandedOver
  at: number
}

/** The ways out for a file that was made. */
function Carry({ file, at }: CarryProps) {
  const { t } = useLingui()
  const carried = () => new File([file.text], fileName(at), { type: 'text/plain' })
  if (!canShare(carried()))
    return (
      <BottomBar>
        <Button variant="primary" wide icon={Download} onClick={() => save(carried())}>
          <Trans>Save the file</Trans>
        </Button>
      </BottomBar>
    )
  return (
    <BottomBar>
      <Button variant="square" icon={Download} label={t`Save the file`} onClick={() => save(carried())} />
      <Button variant="primary" wide icon={Share2} onClick={() => void share(carried())}>
        <Trans>Share the file</Trans>
      </Button>
    </BottomBar>
  )
}

/** What came of making it. */
function Outcome({ made }: { made: Made }) {
  const { i18n } = useLingui()
  if (made.state === 'not-yet') return null
  if (made.state === 'made') {
    const { changes, left } = made.file
    const when = formatMoment(made.at, made.at)
    return (
      <Banner tone="good" role="status">
        <p>
          <Plural
            value={changes}
            one={`The file is ready, with # change. Made ${when}.`}
            other={`The file is ready, with # changes. Made ${when}.`}
          />
        </p>
        {left > 0 && (
          <p>
            <Plural
              value={left}
              one="# more change is not in it. It can be handed over once the hub has these."
              other="# more changes are not in it. They can be handed over once the hub has these."
            />
          </p>
        )}
      </Banner>
    )
  }
  if (made.state === 'given') return <Given {...made} />
  if (made.state === 'not-given') {
    const words = faultWords(made.why)
    return (
      <ErrorNote title={i18n._(words.happened)} safe={<Trans>Everything is kept on this phone.</Trans>}>
        <Trans>Try again, or make the file and let somebody else bring it in. Nothing comes twice.</Trans>
      </ErrorNote>
    )
  }
  const { failure } = made
  switch (failure.kind) {
    case 'no-key':
      return (
        <ErrorNote
          title={<Trans>This browser cannot make the file.</Trans>}
          safe={<Trans>Everything is kept on this phone.</Trans>}
        >
          <Trans>
            It keeps no keys, as in a private window or at an address without https. Keep the phone, and let it send
            when it has a network.
          </Trans>
        </ErrorNote>
      )
    case 'never-introduced':
      return (
        <ErrorNote
          title={<Trans>The file cannot be made yet.</Trans>}
          safe={<Trans>Everything is kept on this phone.</Trans>}
        >
          <Trans>
            For this the phone must have reached the hub once with this version of Teren. The next time it does, the
            work is sent by itself.
          </Trans>
        </ErrorNote>
      )
    case 'nothing':
      return (
        <Banner tone="info" role="status">
          <Trans>Nothing of this phone can be handed over right now.</Trans>
        </Banner>
      )
    default: {
      const words = storeFailureWords(failure)
      return (
        <ErrorNote title={i18n._(words.happened)} safe={words.safe && i18n._(words.safe)}>
          {i18n._(words.todo)}
        </ErrorNote>
      )
    }
  }
}

/** What the hub says that it has now. */
function Given({ outcome, left }: Extract<Made, { state: 'given' }>) {
  const has = outcome.rescued + outcome.already + outcome.received
  const refused = outcome.refused.reduce((sum, { changes }) => sum + changes, 0) + left
  return (
    <Banner tone="good" role="status">
      <p>
        <Plural value={has} one="The hub has your work now: # change." other="The hub has your work now: # changes." />{' '}
        <Trans>It waits there as Rescued work until a coordinator decides, and stays on this phone too.</Trans>
      </p>
      {refused > 0 && (
        <p>
          <Plural
            value={refused}
            one="# change could not be taken, and is on this phone only."
            other="# changes could not be taken, and are on this phone only."
          />
        </p>
      )}
    </Banner>
  )
}
