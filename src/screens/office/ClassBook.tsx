import { Trans } from '@lingui/react/macro'
import { classBookOf } from '#domain/classBook.ts'
import type { RegisterView } from '#store/api.ts'
import styles from './SessionRegister.module.css'

interface ClassBookProps {
  view: Pick<RegisterView, 'session' | 'claims' | 'members'>
}

/** What was taught and how, as its trainers wrote; nothing where nobody did. */
export function ClassBook({ view }: ClassBookProps) {
  const entries = classBookOf(view.session.session, view.claims)
  if (entries.length === 0) return null
  return (
    <section aria-labelledby="session-book">
      <div class={styles.sectionHead}>
        <h2 class={styles.sectionTitle} id="session-book">
          <Trans>Class book</Trans>
        </h2>
      </div>
      {entries.map(({ key, recorder, claim: { topic, method, note } }) => (
        <dl key={key} class={styles.book}>
          <dt>
            <Trans>Written by</Trans>
          </dt>
          <dd>{view.members.get(recorder) ?? '—'}</dd>
          {topic && (
            <>
              <dt>
                <Trans>Topic taught</Trans>
              </dt>
              <dd dir="auto">{topic}</dd>
            </>
          )}
          {method && (
            <>
              <dt>
                <Trans>Method</Trans>
              </dt>
              <dd dir="auto">{method}</dd>
            </>
          )}
          {note && (
            <>
              <dt>
                <Trans>Note on the session</Trans>
              </dt>
              <dd dir="auto">{note}</dd>
            </>
          )}
        </dl>
      ))}
    </section>
  )
}
