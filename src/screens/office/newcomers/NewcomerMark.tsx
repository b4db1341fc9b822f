import { Trans } from '@lingui/react/macro'
import { UserPlus } from 'lucide'
import type { Newcomer } from '#store/officeApi.ts'
import { Icon } from '#ui/Icon.tsx'
import styles from './Newcomers.module.css'

interface NewcomerMarkProps {
  newcomer: Newcomer
  /** Leads to where it is decided; not where the whole row does. */
  withLink?: boolean
}

/** Under the name of somebody whom nobody of the office has looked at yet. */
export function NewcomerMark({ newcomer, withLink }: NewcomerMarkProps) {
  const words = (
    <>
      <Icon icon={UserPlus} size={16} />
      <span>
        <NewcomerWords newcomer={newcomer} />
      </span>
    </>
  )
  return withLink ? (
    <a class={styles.mark} href={hrefOf(newcomer)}>
      {words}
    </a>
  ) : (
    <span class={styles.mark}>{words}</span>
  )
}

export const hrefOf = ({ run, person }: Newcomer): string => `/office/runs/${run}/people/${person.person}`

export function NewcomerWords({ newcomer: { byName } }: { newcomer: Newcomer }) {
  return byName === null ? <Trans>New, added in the field</Trans> : <Trans>New, added in the field by {byName}</Trans>
}
