import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Link2Off } from 'lucide'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { useApp } from '../services.ts'
import { useDraft } from '../useDraft.ts'
import { storeFailureWords } from '../words/failures.ts'
import { NamesForm } from './NamesForm.tsx'
import { SetUpModel } from './setUp.model.ts'

interface SetUpProps {
  /** The whole address that was opened. */
  address?: string
}

/** The first page of an empty server: makes its hub, and whoever opened the link its first coordinator. */
export function SetUp({ address = location.href }: SetUpProps) {
  const { device, services } = useApp()
  const { i18n, t } = useLingui()
  const { route } = useLocation()
  const language = () => document.documentElement.lang
  const draft = useDraft('set-up')
  const model = useModel(() => new SetUpModel({ device, services, address, language, draft }))
  const step = model.step.value
  const failure = model.storeFailure.value && storeFailureWords(model.storeFailure.value)

  useEffect(() => {
    if (step === 'done') route('/', true)
  }, [step, route])

  useEffect(() => {
    const open = () => model.open(location.href)
    addEventListener('hashchange', open)
    return () => removeEventListener('hashchange', open)
  }, [model])

  return (
    <Page top={<TopBar large title={t`Set up your hub`} />}>
      {!model.hasCode.value ? (
        <EmptyState
          icon={Link2Off}
          title={<Trans>This address has no set-up code</Trans>}
          action={
            <Button variant="primary" href="/">
              <Trans>Go to the first page</Trans>
            </Button>
          }
        >
          <Trans>A server without a hub prints a set-up link when it starts. Open the whole link.</Trans>
        </EmptyState>
      ) : failure && step === 'keeping' ? (
        <ErrorNote
          title={i18n._(failure.happened)}
          safe={<Trans>Your hub is made. The link was used and is not needed again.</Trans>}
          action={
            <Button variant="primary" onClick={() => void model.keep()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          {i18n._(failure.todo)}
        </ErrorNote>
      ) : (
        <NamesForm model={model} />
      )}
    </Page>
  )
}
