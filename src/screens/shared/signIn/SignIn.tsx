import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { useApp } from '../services.ts'
import { storeFailureWords } from '../words/failures.ts'
import { CodeForm } from './CodeForm.tsx'
import { InvitationCard } from './InvitationCard.tsx'
import { ReadersStep } from './ReadersStep.tsx'
import styles from './SignIn.module.css'
import { codeInLink, SignInModel } from './signIn.model.ts'

interface SignInProps {
  /** The whole address that was opened. */
  address?: string
}

/** Signing in on this phone: who, at which hub and as what is said before the code is used. */
export function SignIn({ address = location.href }: SignInProps) {
  const { device, services } = useApp()
  const { i18n, t } = useLingui()
  const { route } = useLocation()
  const link = codeInLink(address) === null ? null : address
  const model = useModel(() => new SignInModel({ device, services, link }))
  const step = model.step.value
  const invitation = model.invitation.value
  const storeFailure = model.storeFailure.value
  const seats = device.seats.value

  useEffect(() => {
    if (step === 'done') route('/', true)
  }, [step, route])

  useEffect(() => {
    const open = () => model.open(location.href)
    addEventListener('hashchange', open)
    return () => removeEventListener('hashchange', open)
  }, [model])

  const failure = storeFailure && storeFailureWords(storeFailure)
  return (
    <Page top={<TopBar large title={t`Sign in`} {...(seats.length > 0 ? { backHref: '/phone' } : {})} />}>
      <div class={styles.column} data-step={step}>
        {(step === 'enter' || (step === 'looking' && link === null)) && <CodeForm model={model} />}
        {step === 'looking' && link !== null && <Skeleton shape="cards" count={1} />}
        {invitation && (step === 'confirm' || (step === 'redeeming' && !model.hasRead.value)) && (
          <InvitationCard model={model} invitation={invitation} others={seats.map(({ displayName }) => displayName)} />
        )}
        {invitation && (step === 'readers' || (step === 'redeeming' && model.hasRead.value)) && (
          <ReadersStep model={model} invitation={invitation} />
        )}
        {failure && step === 'keeping' && (
          <ErrorNote
            title={i18n._(failure.happened)}
            safe={<Trans>You are signed in at the hub. Your code was used and is not needed again.</Trans>}
            action={
              <Button variant="primary" onClick={() => void model.keep()}>
                <Trans>Try again</Trans>
              </Button>
            }
          >
            {i18n._(failure.todo)}
          </ErrorNote>
        )}
      </div>
    </Page>
  )
}
