import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen, FileInput, FileLock2, Smartphone, UserPlus } from 'lucide'
import { useLocation } from 'preact-iso'
import { Button } from '#ui/Button.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { useApp } from '../services.ts'
import { Tabs } from '../tabs/Tabs.tsx'
import { UpdateOffer } from '../update/UpdateOffer.tsx'
import { AboutVersion } from './AboutVersion.tsx'
import { InstallSection } from './InstallSection.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { LostList } from './LostList.tsx'
import { PeopleHere } from './PeopleHere.tsx'
import styles from './Phone.module.css'
import { changesOf, PhoneModel } from './phone.model.ts'
import { platformOf } from './platform.ts'
import { RoomList } from './RoomList.tsx'
import { RoomNote } from './RoomNote.tsx'
import { SafetyCard } from './SafetyCard.tsx'
import { SignOutSheet } from './SignOutSheet.tsx'
import { mishapsFor, safetyOf, stepFor } from './safety.ts'
import { isScarce, signsOf } from './storage.ts'

/** This phone, by what matters most: how safe the work is here, who is signed in, room, what would be lost when. */
export function Phone() {
  const { device, services } = useApp()
  const { t } = useLingui()
  const { route } = useLocation()
  // Browsers have no storage manager on plain http.
  const storage = 'storage' in navigator ? navigator.storage : undefined
  const model = useModel(() => new PhoneModel({ device, services, storage, signs: signsOf(globalThis) }))
  const seat = device.seat.value
  const isParticipant = seat?.info.value.role === 'participant'
  const leaving = model.leaving.value
  const facts = model.facts.value
  const told = facts === 'loading' ? null : facts
  const platform = platformOf(navigator)
  const { install } = services
  const isInstalled = install.state.value === 'installed'
  const safety = facts === 'loading' ? null : safetyOf(told, isInstalled, platform)
  const isInstallAsked = safety !== null && stepFor(safety, install.state.value, platform) === 'install'

  return (
    <Page
      top={
        <>
          {isParticipant ? <TopBar large title={t`This phone`} /> : <TopBar title={t`This phone`} backHref="/" />}
          {seat && <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />}
        </>
      }
      bottom={isParticipant && <Tabs here="phone" />}
    >
      <UpdateOffer always />
      {told && isScarce(told) && <RoomNote />}
      {safety === null ? (
        <Skeleton shape="cards" count={1} />
      ) : (
        <SafetyCard safety={safety} platform={platform} install={install} model={model} />
      )}
      <section class={styles.section} aria-labelledby="phone-people">
        <h2 class={styles.heading} id="phone-people">
          <Trans>People signed in here</Trans>
        </h2>
        <PeopleHere
          seats={device.seats.value}
          saving={device.saving.value}
          onScreen={seat?.info.value.member ?? null}
          switching={model.switching.value}
          onSwitch={(member) => void model.switchTo(member)}
          onSignOut={model.askSignOut}
        />
        <div class={styles.buttons}>
          {seat && (
            <Button icon={Smartphone} href="/phone/another">
              <Trans>Use Teren on another phone</Trans>
            </Button>
          )}
          <Button icon={UserPlus} href="/sign-in">
            <Trans>Sign in another person</Trans>
          </Button>
        </div>
      </section>
      {seat && (
        <section class={styles.section} aria-labelledby="phone-carry">
          <h2 class={styles.heading} id="phone-carry">
            <Trans>Where there is no network</Trans>
          </h2>
          <p>
            <Trans>Work can also be carried to the hub, as a sealed file.</Trans>
          </p>
          <div class={styles.buttons}>
            {changesOf(seat.saving.value) > 0 && (
              <Button icon={FileLock2} href="/waiting/hand-over">
                <Trans>Hand over your work</Trans>
              </Button>
            )}
            <Button icon={FileInput} href="/phone/bring-in">
              <Trans>Bring in carried work</Trans>
            </Button>
          </div>
        </section>
      )}
      {safety && (
        <LostList mishaps={mishapsFor(safety, isInstalled, platform)} changes={model.onlyHere.value.changes} />
      )}
      {told && <RoomList facts={told} moduleBytes={model.moduleBytes.value} />}
      {seat && !isParticipant && (
        <div class={styles.section}>
          <Button icon={BookOpen} href="/learn">
            <Trans>Learning modules</Trans>
          </Button>
        </div>
      )}
      {!isInstallAsked && <InstallSection install={install} platform={platform} />}
      <LanguageChoice device={device} />
      <AboutVersion />
      {leaving && (
        <SignOutSheet
          model={model}
          leaving={leaving}
          onSignedOut={() => {
            if (device.seats.value.length === 0) route('/sign-in', true)
          }}
        />
      )}
    </Page>
  )
}
