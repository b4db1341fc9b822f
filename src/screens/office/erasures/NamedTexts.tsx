import { Trans } from '@lingui/react/macro'
import type { NamedIn } from '#store/officeApi.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import styles from './Erasures.module.css'

/** Texts of others that may name somebody: they are not erased, and somebody has to look at them. */
export function NamedTexts({ named }: { named: readonly NamedIn[] | null }) {
  if (named === null) return null
  return (
    <section class={styles.section}>
      <h2 class={styles.heading}>
        <Trans>Other texts that may name them</Trans>
      </h2>
      {named.length === 0 ? (
        <p class={styles.quiet}>
          <Trans>There is none on this device.</Trans>
        </p>
      ) : (
        <>
          <p class={styles.quiet}>
            <Trans>These are not erased. Look at each, and write it without the name.</Trans>
          </p>
          <List>
            {named.map(({ text, where }) => (
              <ListRow key={`${hrefOf(where)} ${text}`} href={hrefOf(where)} detail={<Kind kind={where.kind} />}>
                {text}
              </ListRow>
            ))}
          </List>
        </>
      )}
    </section>
  )
}

function Kind({ kind }: Pick<NamedIn['where'], 'kind'>) {
  switch (kind) {
    case 'programme':
      return <Trans>Programme</Trans>
    case 'course':
      return <Trans>Course</Trans>
    case 'session':
      return <Trans>Session</Trans>
    case 'note':
      return <Trans>Note about somebody else</Trans>
  }
}

function hrefOf(where: NamedIn['where']): string {
  switch (where.kind) {
    case 'programme':
      return `/office/programmes/${where.programme}`
    case 'course':
      return `/office/courses/${where.course}`
    case 'session':
      return `/office/sessions/${where.session}`
    case 'note':
      return `/office/runs/${where.run}`
  }
}
