import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { AtRisk } from '#screens/shared/AtRisk.tsx'
import { storeFailureWords } from '#screens/shared/words/failures.ts'
import type { Seat } from '#store/api.ts'
import { formatList, formatMoment } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { LazyChangedNote } from './LazyChangedNote.tsx'
import styles from './RegisterBanners.module.css'
import type { RegisterScreen } from './register.model.ts'

/** What must be known about the whole register, most urgent first. */
export function RegisterBanners({ model, seat }: { model: RegisterScreen; seat: Seat }) {
  const { i18n } = useLingui()
  const [view, register] = [model.view.value, model.register.value]
  const { unsaved, failure } = seat.saving.value
  if (view === null || register === null) return null
  const words = failure ? storeFailureWords(failure) : null
  const ended = seat.info.value.state === 'ended'
  return (
    <div class={styles.banners}>
      <AtRisk />
      {unsaved > 0 && failure !== null && (
        <ErrorNote
          title={<Plural value={unsaved} one="# change is not saved." other="# changes are not saved." />}
          safe={words?.safe && i18n._(words.safe)}
          action={
            <Button variant="danger" onClick={() => void model.retry()}>
              <Trans>Save again</Trans>
            </Button>
          }
        >
          {words && `${i18n._(words.happened)} ${i18n._(words.todo)}`}
        </ErrorNote>
      )}
      {ended && (
        <Banner tone="warning">
          <Trans>The hub ended your sign-in. What is here stays on this phone. You cannot record more.</Trans>
        </Banner>
      )}
      {view.session.cancelled && (
        <Banner tone="note">
          <Trans>This session is cancelled. If it took place after all, ask the office to plan it again.</Trans>
        </Banner>
      )}
      {(view.changes.length > 0 || view.partOf) && <LazyChangedNote model={model} />}
      <StateBanner model={model} />
    </div>
  )
}

function StateBanner({ model }: { model: RegisterScreen }) {
  const { t } = useLingui()
  const [view, register] = [model.view.value, model.register.value]
  const now = model.now.value.at
  if (view === null || register === null) return null
  const nameOf = (member: string): string =>
    member === model.me.value ? t`you` : (view.members.get(member as typeof model.me.value) ?? t`somebody`)

  if (register.notHeld.length > 0) {
    const reason = [...new Set(register.notHeld.map((one) => one.reason))].join(' · ')
    const who = formatList([...new Set(register.notHeld.map((one) => nameOf(one.recorder)))])
    return (
      <Banner
        tone={register.notHeldContested ? 'warning' : 'note'}
        action={
          model.ownNotHeld.value.length > 0 &&
          model.canRecord.value && (
            <Button variant="plain" onClick={() => void model.tookPlace()}>
              <Trans>It took place</Trans>
            </Button>
          )
        }
      >
        <b>
          <Trans>Did not take place</Trans>
        </b>
        : {reason} ({who}).{' '}
        {register.notHeldContested && (
          <Trans>There are marks too: the office decides. Until then no time counts.</Trans>
        )}
      </Banner>
    )
  }

  const submission = register.submissions.at(-1)
  if (submission === undefined && register.state !== 'returned') return null
  const who = submission ? nameOf(submission.recorder) : ''
  const when = submission ? formatMoment(submission.receivedAt ?? submission.claim.at, now, register.facts.zone) : ''
  const corrections = register.rows.filter((row) => row.corrections.length > 0).length
  const reason = view.reviews.findLast(({ review }) => review.kind === 'returned')?.review
  switch (register.state) {
    case 'accepted':
      return (
        <Banner tone="good">
          <Trans>Accepted by the office.</Trans> <CorrectionWords count={corrections} />
        </Banner>
      )
    case 'returned':
      return (
        <Banner tone="warning">
          <b>
            <Trans>Returned by the office.</Trans>
          </b>{' '}
          {reason?.kind === 'returned' && reason.reason ? `${reason.reason} ` : ''}
          <Trans>Put it right and submit it again.</Trans>
        </Banner>
      )
    default:
      return (
        <Banner tone="good">
          <Trans>
            Submitted {when} by {who}.
          </Trans>{' '}
          <CorrectionWords count={corrections} />
        </Banner>
      )
  }
}

function CorrectionWords({ count }: { count: number }) {
  return count === 0 ? (
    <Trans>Later changes become corrections.</Trans>
  ) : (
    <Plural value={count} one="# correction waits for a decision." other="# corrections wait for a decision." />
  )
}
