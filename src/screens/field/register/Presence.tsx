import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Users } from 'lucide'
import type { Present } from '#store/api.ts'
import { formatList } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import styles from './Presence.module.css'
import { namesOfPresent } from './presence.model.ts'
import type { RegisterScreen } from './register.model.ts'

/** Who else has this register open now: as much of the names as there is room for, and all of it for who listens. It is
 *  not said aloud by itself: people come and go, and nothing is to be done about it. */
export function Presence({ model, present }: { model: RegisterScreen; present: readonly Present[] }) {
  const { t } = useLingui()
  const names = namesOfPresent(present, model.members.value, model.me.value, t`Somebody else`)
  const all = formatList(names)
  const more = names.length - 1
  return (
    <aside class={styles.present} aria-label={t`Also in this register`}>
      <Icon icon={Users} size={18} />
      <span class={styles.names} aria-hidden="true">
        {names.length === 0 ? <Trans>Your other device</Trans> : names[0]}
      </span>
      {more > 0 && <span aria-hidden="true">+{more}</span>}
      <VisuallyHidden>
        {names.length === 0 ? (
          <Trans>You have this register open on another device too.</Trans>
        ) : (
          <Plural
            value={names.length}
            one={`${all} has this register open too.`}
            other={`${all} have this register open too.`}
          />
        )}
      </VisuallyHidden>
    </aside>
  )
}
