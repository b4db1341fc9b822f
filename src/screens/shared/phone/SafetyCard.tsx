import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import { CircleHelp, EyeOff, HardDriveDownload, type IconNode, ShieldAlert, ShieldCheck } from 'lucide'
import { formatMoment } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import type { Install } from '../services.ts'
import { INSTALL_BY_HAND } from './installWords.ts'
import type { OnlyHere, PhoneModel } from './phone.model.ts'
import type { Platform } from './platform.ts'
import styles from './SafetyCard.module.css'
import { type Safety, stepFor } from './safety.ts'

interface SafetyCardProps {
  safety: Safety
  platform: Platform
  install: Install
  model: Model<InstanceType<typeof PhoneModel>>
}

const SAFETY: Record<Safety, { icon: IconNode; title: MessageDescriptor; words: MessageDescriptor }> = {
  kept: {
    icon: ShieldCheck,
    title: msg`Kept safe here`,
    words: msg`The browser has promised not to clear what Teren keeps on this phone.`,
  },
  clearable: {
    icon: ShieldAlert,
    title: msg`Not protected yet`,
    words: msg`When the phone runs short of room, the browser may clear what Teren keeps here, also what the hub does not have yet.`,
  },
  private: {
    icon: EyeOff,
    title: msg`This looks like a private window`,
    words: msg`Then everything here is gone when you close it, also what the hub does not have yet. Use a normal window for work.`,
  },
  unknown: {
    icon: CircleHelp,
    title: msg`Not known how safe it is`,
    words: msg`This browser does not say whether it keeps what is here. Send your work whenever there is a network.`,
  },
}

/** How safe the work is on this phone, what of it is nowhere else, and the one thing to do about it. */
export function SafetyCard({ safety, platform, install, model }: SafetyCardProps) {
  const { i18n } = useLingui()
  const { icon, title, words } = SAFETY[safety]
  const step = stepFor(safety, install.state.value, platform)
  const isRefused = model.refused.value
  const byHand = INSTALL_BY_HAND[platform]
  return (
    <section class={styles.card} data-safety={safety} aria-labelledby="phone-safety">
      <div class={styles.head}>
        <Icon icon={icon} size={24} />
        <h2 class={styles.title} id="phone-safety">
          {i18n._(title)}
        </h2>
      </div>
      <p>{i18n._(words)}</p>
      {isRefused && safety === 'clearable' && (
        <p role="status">
          <b>
            <Trans>The browser did not promise it.</Trans>
          </b>{' '}
          {platform === 'desktop-firefox' || platform === 'android-firefox' ? (
            <Trans>When Firefox asks, choose “Allow”.</Trans>
          ) : (
            <Trans>It usually does once Teren is installed.</Trans>
          )}
        </p>
      )}
      {safety === 'clearable' && byHand && step !== 'install' && (step === null || isRefused) && (
        <p>{i18n._(byHand)}</p>
      )}
      {step === 'install' && (
        <Button
          variant="primary"
          wide
          icon={HardDriveDownload}
          onClick={() => void install.ask().then(() => model.keepData())}
        >
          <Trans>Install Teren</Trans>
        </Button>
      )}
      {step === 'ask' && (
        <Button variant={isRefused ? 'quiet' : 'primary'} wide onClick={() => void model.keepData()}>
          {isRefused ? <Trans>Ask again</Trans> : <Trans>Ask the browser to keep it</Trans>}
        </Button>
      )}
      <OnlyHereLine onlyHere={model.onlyHere.value} />
    </section>
  )
}

/** What is nowhere but here; of all the people signed in on this phone. */
function OnlyHereLine({ onlyHere: { changes, people, oldestAt } }: { onlyHere: OnlyHere }) {
  if (changes === 0) {
    return (
      <p class={styles.only} data-state="received">
        <span class={styles.sign} aria-hidden="true" />
        <Trans>The hub has everything from this phone.</Trans>
      </p>
    )
  }
  const since = oldestAt === null ? null : formatMoment(oldestAt, Date.now())
  return (
    <p class={styles.only} data-state="waiting">
      <span class={styles.sign} aria-hidden="true" />
      <span>
        <b>
          <Plural value={changes} one="# change is only on this phone." other="# changes are only on this phone." />
        </b>{' '}
        {people > 1 && <Plural value={people} one="Of # person." other="Of # people." />}{' '}
        {since && <Trans>The oldest is from {since}.</Trans>}
      </span>
    </p>
  )
}
