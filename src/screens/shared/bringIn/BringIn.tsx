import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck, FileInput, WifiOff } from 'lucide'
import { useRef } from 'preact/hooks'
import type { Seat } from '#store/api.ts'
import { formatMoment, formatNumber } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { type BroughtIn, useApp } from '../services.ts'
import { useOffline } from '../useOffline.ts'
import styles from './BringIn.module.css'
import { BringInModel, type BringInScreen } from './bringIn.model.ts'
import { faultWords, refusedWords } from './bringInWords.ts'

/** Somebody's work, carried here as a file, goes on to the hub. */
export function BringIn() {
  const seat = useApp().device.seat.value
  return seat ? <BringInHere seat={seat} /> : <NobodySignedIn />
}

function BringInHere({ seat }: { seat: Seat }) {
  const { services } = useApp()
  const { t } = useLingui()
  const offline = useOffline()
  const model = useModel(() => new BringInModel(services))
  const input = useRef<HTMLInputElement>(null)
  const bringing = model.bringing.value
  return (
    <Page
      top={<TopBar backHref="/phone" title={t`Bring in carried work`} />}
      bottom={
        <BottomBar>
          <input
            ref={input}
            class={styles.input}
            type="file"
            accept=".txt,text/plain"
            tabIndex={-1}
            aria-label={t`File with carried work`}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0]
              // The same file may be chosen again.
              if (file) void model.take(file).then(() => (currentTarget.value = ''))
            }}
          />
          <Button
            variant="primary"
            wide
            icon={FileInput}
            disabled={offline}
            busy={bringing.state === 'carrying'}
            onClick={() => input.current?.click()}
          >
            {bringing.state === 'choosing' ? <Trans>Choose the file</Trans> : <Trans>Choose another file</Trans>}
          </Button>
        </BottomBar>
      }
    >
      {offline && (
        <Banner tone="warning" icon={WifiOff} role="status">
          <Trans>No network now. Keep the file: bringing it in needs a network.</Trans>
        </Banner>
      )}
      <Outcome model={model} now={seat.now().at} />
      {bringing.state === 'choosing' && (
        <>
          <p>
            <Trans>
              A colleague without a network can hand over their work as a file. Choose it here, and it goes to the hub.
            </Trans>
          </p>
          <p class={styles.quiet}>
            <Trans>
              It counts as theirs, not as yours. You cannot see what is in it: it is sealed for the hub. If a file is
              brought in twice, nothing is counted twice.
            </Trans>
          </p>
        </>
      )}
    </Page>
  )
}

function Outcome({ model, now }: { model: BringInScreen; now: number }) {
  const { i18n } = useLingui()
  const bringing = model.bringing.value
  switch (bringing.state) {
    case 'choosing':
      return null
    case 'carrying':
      return (
        <Banner tone="info" role="status">
          <Trans>Sending {bringing.name} to the hub …</Trans>
        </Banner>
      )
    case 'refused': {
      const words = faultWords(bringing.why)
      return (
        <ErrorNote title={i18n._(words.happened)} safe={<Trans>Nothing of it was taken.</Trans>}>
          {i18n._(words.todo)}
        </ErrorNote>
      )
    }
    case 'done':
      return <Told outcome={bringing.outcome} now={now} />
  }
}

function Told({ outcome, now }: { outcome: BroughtIn; now: number }) {
  const { i18n } = useLingui()
  const { displayName, received, already, rescued, refused, madeAt } = outcome
  const when = formatMoment(madeAt, now)
  return (
    <section class={styles.outcome} role="status">
      <h2 class={styles.title}>
        <Icon icon={CircleCheck} size={24} />
        {displayName === null ? (
          <Trans>The hub has the file, made {when}.</Trans>
        ) : (
          <Trans>
            The hub has the work of {displayName}, made {when}.
          </Trans>
        )}
      </h2>
      <dl class={styles.figures}>
        <div>
          <dt>
            <Trans>Received by the hub</Trans>
          </dt>
          <dd>{formatNumber(received)}</dd>
        </div>
        {already > 0 && (
          <div>
            <dt>
              <Trans>Was there already</Trans>
            </dt>
            <dd>{formatNumber(already)}</dd>
          </div>
        )}
        {rescued > 0 && (
          <div data-kind="rescued">
            <dt>
              <Trans>Rescued work</Trans>
            </dt>
            <dd>{formatNumber(rescued)}</dd>
            <dd class={styles.meaning}>
              <Trans>The sign-in on that phone was ended. A coordinator decides on it.</Trans>
            </dd>
          </div>
        )}
        {refused.map(({ code, changes }) => (
          <div key={code} data-kind="refused">
            <dt>
              <Trans>Refused by the hub</Trans>
            </dt>
            <dd>{formatNumber(changes)}</dd>
            <dd class={styles.meaning}>{i18n._(refusedWords(code))}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 && (
        <p class={styles.quiet}>
          <Plural
            value={refused.reduce((sum, { changes }) => sum + changes, 0)}
            one="It is kept on their phone, which says what can be done."
            other="They are kept on their phone, which says what can be done."
          />
        </p>
      )}
    </section>
  )
}
