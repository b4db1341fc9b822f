import { Plural, Trans } from '@lingui/react/macro'
import type { SessionFacts } from '#domain/session.ts'
import { OriginWords } from './OriginWords.tsx'
import styles from './SessionRegister.module.css'
import type { SessionEvent } from './sessionReport.ts'

interface EventListProps {
  events: SessionEvent[]
  facts: SessionFacts
}

/** What was stated about the session as a whole, in the order it was stated. */
export function EventList({ events, facts }: EventListProps) {
  return (
    <section aria-labelledby="session-events">
      <div class={styles.sectionHead}>
        <h2 class={styles.sectionTitle} id="session-events">
          <Trans>Handing in</Trans>
        </h2>
      </div>
      <ol class={styles.events}>
        {events.map((event) => (
          <li
            class={styles.event}
            key={`${event.recorder} ${event.key}`}
            data-counts={event.kind === 'withdrawal' ? undefined : event.counts}
          >
            <p class={styles.value}>
              <EventWords event={event} />
            </p>
            <p class={styles.origin}>
              <OriginWords origin={event} facts={facts} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface EventWordsProps {
  event: SessionEvent
}

function EventWords({ event }: EventWordsProps) {
  switch (event.kind) {
    case 'submission':
      return (
        <>
          <Plural value={event.covers} one="Submitted with # record" other="Submitted with # records" />
          {!event.counts && (
            <>
              {' · '}
              <Trans>replaced or taken back</Trans>
            </>
          )}
        </>
      )
    case 'not-held': {
      const { reason } = event
      return (
        <>
          <Trans>Did not take place: {reason}</Trans>
          {!event.counts && (
            <>
              {' · '}
              <Trans>replaced or taken back</Trans>
            </>
          )}
        </>
      )
    }
    case 'withdrawal':
      return <Plural value={event.withdraws} one="Took back # record" other="Took back # records" />
  }
}
