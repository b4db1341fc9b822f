import { Trans, useLingui } from '@lingui/react/macro'
import { HardDriveDownload } from 'lucide'
import { Button } from '#ui/Button.tsx'
import type { Install } from '../services.ts'
import { INSTALL_BY_HAND } from './installWords.ts'
import styles from './Phone.module.css'
import type { Platform } from './platform.ts'

/** Putting Teren on the home screen: by the browser's offer where there is one, else by its menu. */
export function InstallSection({ install, platform }: { install: Install; platform: Platform }) {
  const { i18n } = useLingui()
  const state = install.state.value
  const byHand = INSTALL_BY_HAND[platform]
  if (state === 'installed' || (state === 'not-offered' && byHand === null)) return null
  return (
    <section class={styles.section} aria-labelledby="phone-install">
      <h2 class={styles.heading} id="phone-install">
        <Trans>Teren as an app</Trans>
      </h2>
      <p>
        <Trans>It opens in one tap, in a window of its own.</Trans>
      </p>
      {state === 'offered' ? (
        <Button icon={HardDriveDownload} onClick={() => void install.ask()}>
          <Trans>Install Teren</Trans>
        </Button>
      ) : (
        byHand && <p class={styles.quiet}>{i18n._(byHand)}</p>
      )}
    </section>
  )
}
