import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Check, TriangleAlert } from 'lucide'
import { Icon } from '#ui/Icon.tsx'
import styles from './LostList.module.css'
import phone from './Phone.module.css'
import { isHarmless, type Mishap } from './safety.ts'

interface LostListProps {
  mishaps: Mishap[]
  /** Changes that are nowhere but here. */
  changes: number
}

const WHAT: Record<Mishap, MessageDescriptor> = {
  closed: msg`You close Teren, or the battery is empty`,
  'signed-out': msg`You sign out`,
  'private-closed': msg`You close this window`,
  'week-away': msg`You do not open Teren for seven days`,
  'short-of-room': msg`The phone runs short of room`,
  cleared: msg`You clear the browser’s data`,
  lost: msg`The phone is lost or broken`,
}

const THEN: Record<Mishap, MessageDescriptor> = {
  closed: msg`Nothing is lost. Go on where you were.`,
  'signed-out': msg`Nothing is lost: Teren first waits until the hub has everything.`,
  'private-closed': msg`Everything here goes with it.`,
  'week-away': msg`Safari may clear what is here.`,
  'short-of-room': msg`The browser may clear what is here.`,
  cleared: msg`What is here goes with it.`,
  lost: msg`What is here is gone. Tell your coordinator, who ends the sign-in.`,
}

/** What would be lost when, said before it happens. */
export function LostList({ mishaps, changes }: LostListProps) {
  const { i18n } = useLingui()
  return (
    <section class={phone.section} aria-labelledby="phone-lost">
      <h2 class={phone.heading} id="phone-lost">
        <Trans>What would be lost, and when</Trans>
      </h2>
      <dl class={styles.list}>
        {mishaps.map((mishap) => {
          const isSafe = isHarmless(mishap)
          return (
            <div class={styles.row} key={mishap} data-safe={isSafe || undefined}>
              <Icon icon={isSafe ? Check : TriangleAlert} size={20} />
              <dt class={styles.what}>{i18n._(WHAT[mishap])}</dt>
              <dd class={styles.then}>
                {i18n._(THEN[mishap])}{' '}
                {!isSafe && changes > 0 && (
                  <b>
                    <Plural value={changes} one="# change would be lost." other="# changes would be lost." />
                  </b>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
      <p class={phone.quiet}>
        <Trans>What the hub has is safe whatever happens. It comes back when you sign in with a new code.</Trans>
      </p>
    </section>
  )
}
