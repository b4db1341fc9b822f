import { Trans, useLingui } from '@lingui/react/macro'
import { BookOpen, House, Smartphone } from 'lucide'
import { Icon } from '#ui/Icon.tsx'
import styles from './Tabs.module.css'

/** Where a participant is: three places, where the thumb is. */
export function Tabs({ here }: { here: 'home' | 'learn' | 'phone' }) {
  const { t } = useLingui()
  return (
    <nav class={styles.tabs} aria-label={t`Places in Teren`}>
      <a href="/me" aria-current={here === 'home' ? 'page' : undefined}>
        <Icon icon={House} />
        <Trans>Home</Trans>
      </a>
      <a href="/learn" aria-current={here === 'learn' ? 'page' : undefined}>
        <Icon icon={BookOpen} />
        <Trans>Learn</Trans>
      </a>
      <a href="/phone" aria-current={here === 'phone' ? 'page' : undefined}>
        <Icon icon={Smartphone} />
        <Trans>This phone</Trans>
      </a>
    </nav>
  )
}
