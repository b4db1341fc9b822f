import { Plural, Trans } from '@lingui/react/macro'
import { CircleCheck, Clock } from 'lucide'
import type { BackupStanding, SafekeepingReport } from '#domain/safekeeping.ts'
import { formatMoment } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import styles from './Safekeeping.module.css'
import { standingOf } from './safekeeping.model.ts'

interface BackupsProps {
  backups: SafekeepingReport['backups']
  now: number
}

/** Whether the server takes backups, and when it took the last. */
export function Backups({ backups, now }: BackupsProps) {
  const last = backups.lastAt === null ? null : formatMoment(backups.lastAt, now)
  const standing = standingOf(backups, now)
  return (
    <section class={styles.section}>
      <h2 class={styles.heading}>
        <Trans>Backups</Trans>
      </h2>
      <State backups={backups} standing={standing} last={last} />
      <div class={styles.quiet}>
        {last !== null && standing !== 'taken' && standing !== 'late' && (
          <p>
            <Trans>The last backup was taken: {last}.</Trans>
          </p>
        )}
        {backups.count > 0 && (
          <p>
            <Plural value={backups.count} one="# backup is kept." other="# backups are kept." />
          </p>
        )}
      </div>
    </section>
  )
}

interface StateProps {
  backups: SafekeepingReport['backups']
  standing: BackupStanding
  last: string | null
}

function State({ backups, standing, last }: StateProps) {
  const hours = Math.round((backups.everyMs ?? 0) / 3_600_000)
  switch (standing) {
    case 'taken':
      return (
        <Banner tone="good" icon={CircleCheck}>
          <p>
            <Trans>Last backup: {last}.</Trans>{' '}
            <Plural value={hours} one="The next follows every hour." other="One follows every # hours." />
          </p>
        </Banner>
      )
    case 'due':
      return (
        <Banner tone="info" icon={Clock}>
          <Trans>The server takes backups. The first follows in a few minutes.</Trans>
        </Banner>
      )
    case 'failed':
      return (
        <ErrorNote
          title={<Trans>The last backup failed</Trans>}
          safe={<Trans>The hub itself works, and earlier backups are as they were.</Trans>}
        >
          <p>
            <Trans>Tell whoever runs the server. It says:</Trans>
          </p>
          <p lang="en">{backups.failure}</p>
        </ErrorNote>
      )
    case 'late':
      return (
        <Banner tone="warning">
          <Trans>The last backup was taken {last}. Ask whoever runs the server why no other followed.</Trans>
        </Banner>
      )
    case 'none':
    case 'by-hand':
      return (
        <Banner tone="warning">
          <Trans>
            The server takes no backups by itself. If it is lost, only what phones still hold comes back. Ask whoever
            runs it to set backups up.
          </Trans>
        </Banner>
      )
  }
}
