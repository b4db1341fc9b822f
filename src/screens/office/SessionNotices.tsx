import { Plural, Trans } from '@lingui/react/macro'
import { ArrowRightLeft, CalendarX } from 'lucide'
import { Banner } from '#ui/Banner.tsx'
import styles from './SessionRegister.module.css'
import type { SessionPage } from './session.model.ts'

interface SessionNoticesProps {
  page: SessionPage
}

/** What about this register needs somebody's eye; nothing when all is plain. */
export function SessionNotices({ page }: SessionNoticesProps) {
  const { view, report } = page
  const { counts, notHeld, notHeldContested, submissions, state } = report.register
  const notices = [
    state === 'did-not-take-place' && !notHeldContested && (
      <Banner key="not-held" tone="info" icon={CalendarX}>
        <Trans>This session did not take place.</Trans> {notHeld.map(({ reason }) => reason).join(' · ')}
      </Banner>
    ),
    notHeldContested && (
      <Banner key="contested" tone="warning" icon={ArrowRightLeft}>
        <Trans>
          One says that it did not take place, another recorded attendance. Until it is decided, no minutes count.
        </Trans>
      </Banner>
    ),
    counts.disagreements > 0 && (
      <Banner key="disagreements" tone="warning" icon={ArrowRightLeft}>
        <Plural
          value={counts.disagreements}
          one="The records of # person differ. Until it is decided, the fewest minutes count."
          other="The records of # people differ. Until it is decided, the fewest minutes count."
        />
      </Banner>
    ),
    report.correctionCount > 0 && (
      <Banner key="corrections" tone="note">
        <Plural
          value={report.correctionCount}
          one="# correction came after the register was handed in. It does not count until it is decided."
          other="# corrections came after the register was handed in. They do not count until they are decided."
        />
      </Banner>
    ),
    submissions.length > 1 && (
      <Banner key="submissions" tone="info">
        <Trans>Several people handed this register in without seeing each other’s. All of it counts together.</Trans>
      </Banner>
    ),
    report.notReceived > 0 && (
      <Banner key="local" tone="warning" href="/waiting">
        <Plural
          value={report.notReceived}
          one="# record here is only on this device. The hub does not have it."
          other="# records here are only on this device. The hub does not have them."
        />
      </Banner>
    ),
    view.session.cancelled && (
      <Banner key="cancelled" tone="info" icon={CalendarX}>
        <Trans>This session was cancelled beforehand.</Trans>
      </Banner>
    ),
  ].filter(Boolean)
  return notices.length === 0 ? null : <div class={styles.notices}>{notices}</div>
}
