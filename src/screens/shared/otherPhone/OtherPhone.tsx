import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { type IconNode, KeyRound, LockKeyhole, ScanQrCode, Smartphone, WifiOff } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Seat } from '#store/api.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { CodeCard } from '../codes/CodeCard.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { changesOf } from '../phone/phone.model.ts'
import { useApp } from '../services.ts'
import { useOffline } from '../useOffline.ts'
import { storeFailureWords } from '../words/failures.ts'
import { refusalWords } from '../words/refusals.ts'
import styles from './OtherPhone.module.css'
import { OtherPhoneModel, type OtherPhoneScreen } from './otherPhone.model.ts'

/** How somebody goes on to another phone of theirs: with a code of their own making (L3). */
export function OtherPhone() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatOtherPhone seat={seat} />
}

function SeatOtherPhone({ seat }: { seat: Seat }) {
  const { t } = useLingui()
  const model = useModel(() => new OtherPhoneModel(seat))
  const { displayName, hubName, serverId } = seat.info.value
  const code = model.code.value
  const isThere = code.state === 'given' || code.state === 'asked'
  return (
    <Page
      top={
        <>
          <TopBar backHref="/phone" title={t`Teren on another phone`} subtitle={displayName} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={
        !isThere &&
        code.state !== 'loading' && (
          <BottomBar>
            <Button variant="primary" icon={KeyRound} busy={model.saving.busy.value} onClick={() => void model.make()}>
              {code.state === 'none' ? <Trans>Make a code</Trans> : <Trans>Make a new code</Trans>}
            </Button>
          </BottomBar>
        )
      }
    >
      <Trouble model={model} seat={seat} />
      {code.state === 'loading' && <Skeleton shape="text" count={4} />}
      {code.state === 'given' && (
        <CodeCard
          displayName={displayName}
          hubName={hubName}
          serverId={serverId}
          code={code.code}
          expiresAt={code.expiresAt}
          now={model.now.value}
          onPaper={false}
        />
      )}
      {code.state !== 'loading' && <HowItGoes seat={seat} isMade={code.state === 'given'} />}
      {code.state === 'given' && (
        <div>
          <Button icon={KeyRound} busy={model.saving.busy.value} onClick={() => void model.make()}>
            <Trans>Make a new code</Trans>
          </Button>
        </div>
      )}
    </Page>
  )
}

function HowItGoes({ seat, isMade }: { seat: Seat; isMade: boolean }) {
  const changes = changesOf(seat.saving.value)
  return (
    <ol class={styles.steps}>
      {!isMade && (
        <Step icon={KeyRound}>
          <Trans>Make a code here. It works once, within one hour.</Trans>
        </Step>
      )}
      {!isMade && (
        <Step icon={ScanQrCode}>
          <Trans>
            Scan it with the other phone’s camera, or open Teren there and type it. You can use both phones.
          </Trans>
        </Step>
      )}
      <Step icon={Smartphone}>
        <p>
          <Trans>
            What the hub has comes to the other phone by itself. Learning modules are downloaded there again.
          </Trans>
        </p>
        <p>
          {changes > 0 ? (
            <Plural
              value={changes}
              one="# change is only on this phone. It stays here, and is there too once it is sent."
              other="# changes are only on this phone. They stay here, and are there too once they are sent."
            />
          ) : (
            <Trans>What is not sent yet stays on this phone. Right now everything is sent.</Trans>
          )}
        </p>
      </Step>
      <Step icon={LockKeyhole}>
        <Trans>Show the code to nobody: whoever uses it is signed in as you.</Trans>
      </Step>
    </ol>
  )
}

function Step({ icon, children }: { icon: IconNode; children: ComponentChildren }) {
  return (
    <li>
      <Icon icon={icon} />
      <div class={styles.words}>{children}</div>
    </li>
  )
}

/** What stands between asking and having. */
function Trouble({ model, seat }: { model: OtherPhoneScreen; seat: Seat }) {
  const { i18n } = useLingui()
  const offline = useOffline()
  const failure = model.saving.failure.value
  const code = model.code.value
  if (failure) {
    const words = storeFailureWords(failure)
    return (
      <ErrorNote title={i18n._(words.happened)} safe={words.safe && i18n._(words.safe)}>
        {i18n._(words.todo)}
      </ErrorNote>
    )
  }
  if (code.state === 'refused') {
    return (
      <ErrorNote title={i18n._(refusalWords(code.refusal).happened)}>
        <Trans>Make a new code. If it is refused again, ask a trainer or a coordinator for one.</Trans>
      </ErrorNote>
    )
  }
  if (code.state === 'asked') {
    return (
      <Banner tone="info" role="status">
        {offline || seat.connection.value.state !== 'connected' ? (
          <Trans>The hub makes the code. It comes here as soon as this phone has a network.</Trans>
        ) : (
          <Trans>The hub is making the code …</Trans>
        )}
      </Banner>
    )
  }
  if (offline) {
    return (
      <Banner tone="warning" icon={WifiOff} role="status">
        <Trans>No network now. The hub makes the code: ask for it here, and it comes with the network.</Trans>
      </Banner>
    )
  }
  return code.state === 'old' ? (
    <Banner tone="info" role="status">
      <Trans>The last code is too old now.</Trans>
    </Banner>
  ) : null
}
