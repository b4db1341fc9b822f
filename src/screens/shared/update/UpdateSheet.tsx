import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useApp } from '../services.ts'
import { NewsList } from './NewsList.tsx'
import { UpdateModel } from './update.model.ts'

/** What the new version brings, and taking it; nothing happens until somebody wants it (U4). */
export function UpdateSheet({ onClose }: { onClose: () => void }) {
  const { device, services } = useApp()
  const model = useModel(() => new UpdateModel({ device, services }))
  const news = model.news.value
  const version = news.state === 'ready' ? news.value[0]?.version : undefined
  const unsaved = model.unsaved.value
  return (
    <Sheet
      title={version ? <Trans>New: Teren {version}</Trans> : <Trans>A new version of Teren</Trans>}
      onClose={onClose}
      isText
      footer={
        <>
          <Button
            onClick={() => {
              services.postponeUpdate()
              onClose()
            }}
          >
            <Trans>Later</Trans>
          </Button>
          <Button variant="primary" disabled={unsaved > 0} busy={model.taking.value} onClick={() => model.take()}>
            <Trans>Take it now</Trans>
          </Button>
        </>
      }
    >
      <NewsList news={news} />
      {unsaved > 0 ? (
        <Banner tone="warning" role="status">
          <Trans>Something is not saved yet. The new version can be taken once everything is saved.</Trans>
        </Banner>
      ) : model.held.value ? (
        <Banner tone="warning" role="alert">
          <Trans>
            Something is half typed on this page and would be lost. Save or clear it, then take the version.
          </Trans>
        </Banner>
      ) : (
        <p>
          <Trans>
            It has arrived already: taking it needs no network and lasts a second. What is saved stays, and so does what
            you have half typed.
          </Trans>
        </p>
      )}
    </Sheet>
  )
}
