import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'

interface InsecureProps {
  /** The address that was opened. */
  address: string
}

/** The one plain screen of an address without https (U3): why the app cannot work here. Takes no claims. */
export function Insecure({ address }: InsecureProps) {
  const { t } = useLingui()
  const secure = address.replace(/^http:/, 'https:')
  return (
    <Page top={<TopBar large title={t`Teren`} />}>
      <ErrorNote
        title={<Trans>Teren cannot work at this address.</Trans>}
        safe={<Trans>Nothing is recorded here, so nothing can be lost.</Trans>}
        action={
          <Button variant="primary" href={secure}>
            <Trans>Open the address with https</Trans>
          </Button>
        }
      >
        <p>
          <Trans>
            The address begins with http. Browsers let an app work without a network only at an address that begins with
            https.
          </Trans>
        </p>
        <p>
          <Trans>
            If the address with https does not open, ask the person who runs your hub’s server to set it up.
          </Trans>
        </p>
      </ErrorNote>
    </Page>
  )
}
