import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { SessionFacts } from '#domain/session.ts'
import { formatList, formatMinutes, formatWallTime } from '#text/format.ts'
import { RECORD_WORDS } from '../words/attendance.ts'
import styles from './History.module.css'
import type { Happened, Said, Way } from './history.ts'

interface HappenedWordsProps {
  what: Happened
  /** How many people it was said of at once. */
  count: number
  facts: SessionFacts
}

/** What happened, in a sentence, and the reason where one was given. */
export function HappenedWords({ what, count, facts }: HappenedWordsProps) {
  const reason = 'reason' in what ? what.reason : null
  return (
    <>
      <p class={styles.what}>
        <Sentence what={what} facts={facts} />
      </p>
      {what.kind === 'mark' && (what.isCorrection || what.way !== 'tap') && (
        <p class={styles.how}>
          {what.isCorrection && <Trans>After the register was submitted: a correction.</Trans>}{' '}
          {what.way !== 'tap' && <WayWords way={what.way} count={count} />}
        </p>
      )}
      {reason && (
        <p class={styles.reason}>{isWhy(what) ? <Trans>Reason: {reason}</Trans> : <Trans>Note: {reason}</Trans>}</p>
      )}
    </>
  )
}

/** Who was there has a note, and no reason. */
const isWhy = (what: Happened): boolean => what.kind !== 'mark' || what.isCorrection || what.now.status !== 'present'

function Sentence({ what, facts }: { what: Happened; facts: SessionFacts }) {
  const say = useSaid(facts)
  switch (what.kind) {
    case 'mark': {
      const before = formatList(what.before.map((each) => say(each, what.now)))
      const now = say(what.now)
      if (what.before.length === 0)
        return (
          <Trans>
            Recorded: <b>{now}</b>
          </Trans>
        )
      if (what.before.length === 1 && before === say(what.now, what.now))
        return (
          <Trans>
            Recorded once more: <b>{now}</b>
          </Trans>
        )
      return (
        <Trans>
          Changed from “{before}” to <b>{now}</b>
        </Trans>
      )
    }
    case 'taken-back': {
      const before = formatList(what.what.map((each) => say(each)))
      return <Trans>Taken back: “{before}”</Trans>
    }
    case 'submission-taken-back':
      return <Trans>The submission was taken back.</Trans>
    case 'submitted':
      return (
        <Plural
          value={what.covers}
          one="The register was submitted with # record."
          other="The register was submitted with # records."
        />
      )
    case 'not-held':
      return <Trans>Recorded: the session did not take place.</Trans>
    case 'class-book': {
      const { topic } = what
      return topic ? <Trans>Written in the class book: {topic}</Trans> : <Trans>Written in the class book</Trans>
    }
    case 'accepted':
      return <Trans>The register was accepted.</Trans>
    case 'returned':
      return <Trans>The register was returned to be put right.</Trans>
    case 'decided': {
      const before = formatList(what.before.map((each) => say(each, what.now)))
      const now = say(what.now)
      return before ? (
        <Trans>
          Decided by a coordinator: <b>{now}</b> counts. Recorded was “{before}”.
        </Trans>
      ) : (
        <Trans>
          Decided by a coordinator: <b>{now}</b> counts.
        </Trans>
      )
    }
    case 'decided-held':
      return what.wasHeld ? (
        <Trans>Decided by a coordinator: the session took place.</Trans>
      ) : (
        <Trans>Decided by a coordinator: the session did not take place.</Trans>
      )
    case 'undone':
      if (what.what === 'accepted') return <Trans>The acceptance was undone.</Trans>
      if (what.what === 'returned') return <Trans>The return was undone.</Trans>
      return <Trans>The decision was undone.</Trans>
    case 'signed':
      return what.isTyped ? <Trans>Signed by a typed name</Trans> : <Trans>Signed on the glass</Trans>
  }
}

function WayWords({ way, count }: { way: Exclude<Way, 'tap'>; count: number }) {
  switch (way) {
    case 'badge':
      return <Trans>By badge: its QR code was read.</Trans>
    case 'walk-in':
      return <Trans>Walked in; the name was typed at the door.</Trans>
    case 'bulk':
      return count > 1 ? (
        <Plural value={count} one="For # person in one step." other="For # people in one step." />
      ) : (
        <Trans>For several people in one step.</Trans>
      )
  }
}

/** What somebody's attendance was said to be, in a few words. */
function useSaid(facts: SessionFacts): (said: Said, beside?: Said) => string {
  const { t, i18n } = useLingui()
  return ({ status, own, mode, spans, minutes, item }, beside) => {
    const words = own ? `${own} (${i18n._(RECORD_WORDS[status])})` : i18n._(RECORD_WORDS[status])
    const times = spans.map(
      ({ from, to }) => `${formatWallTime(from ?? facts.start)}–${formatWallTime(to ?? facts.end)}`,
    )
    const parts = [
      words,
      ...times,
      minutes === null ? '' : formatMinutes(minutes),
      mode === 'online' ? t`online` : mode === 'on-site' && facts.mode === 'both' ? t`on site` : '',
    ].filter(Boolean)
    const told = parts.join(', ')
    // The same item of the agenda is named once, by what it is told beside.
    return item === null || item.title === beside?.item?.title
      ? told
      : `${item.title ?? t`an item that is not in the agenda any more`}: ${told}`
  }
}
