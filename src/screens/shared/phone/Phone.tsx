import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ChevronRight, UserPlus } from 'lucide'
import { useLocation } from 'preact-iso'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { version } from '../../../../package.json'
import { useApp } from '../services.ts'
import { UpdateOffer } from '../update/UpdateOffer.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { PeopleHere } from './PeopleHere.tsx'
import styles from './Phone.module.css'
import { PhoneModel } from './phone.model.ts'
import { SignOutSheet } from './SignOutSheet.tsx'
import { StorageLines } from './StorageLines.tsx'

/** This phone: people signed in, language, what it keeps, the app's version. */
export function Phone() {
  const { device, services } = useApp()
  const { t } = useLingui()
  const { route } = useLocation()
  // Browsers have no storage manager on plain http.
  const storage = 'storage' in navigator ? navigator.storage : undefined
  const model = useModel(() => new PhoneModel({ device, services, storage }))
  const seat = device.seat.value
  const leaving = model.leaving.value
  const facts = model.facts.value

  return (
    <Page
      top={
        <>
          <TopBar title={t`This phone`} backHref="/" />
          {seat && <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />}
        </>
      }
    >
      <UpdateOffer always />
      <section class={styles.section} aria-labelledby="phone-people">
        <h2 class={styles.heading} id="phone-people">
          <Trans>People signed in here</Trans>
        </h2>
        <PeopleHere
          seats={device.seats.value}
          onScreen={seat?.info.value.member ?? null}
          switching={model.switching.value}
          onSwitch={(member) => void model.switchTo(member)}
          onSignOut={model.askSignOut}
        />
        <Button icon={UserPlus} href="/sign-in">
          <Trans>Sign in another person</Trans>
        </Button>
      </section>
      <LanguageChoice device={device} />
      <section class={styles.section} aria-labelledby="phone-kept">
        <h2 class={styles.heading} id="phone-kept">
          <Trans>Kept on this phone</Trans>
        </h2>
        {seat && (
          <List>
            <ListRow href="/waiting" trailing={<Icon icon={ChevronRight} size={20} />}>
              <Trans>Saved and sent</Trans>
            </ListRow>
          </List>
        )}
        {facts && <StorageLines facts={facts} onKeep={() => void model.keepData()} />}
      </section>
      <p class={styles.version}>
        <Trans>Teren, version {version}</Trans>
      </p>
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
