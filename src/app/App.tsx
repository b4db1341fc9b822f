import { Trans } from '@lingui/react/macro'
import { useEffect, useRef } from 'preact/hooks'
import { LocationProvider, useLocation } from 'preact-iso'
import { StartFailed } from '#screens/shared/failed/StartFailed.tsx'
import { type AppContext, AppProvider, useApp } from '#screens/shared/services.ts'
import { focusHeading } from './focusHeading.ts'
import { lazyScreen } from './lazyScreen.tsx'
import { Routes } from './routes.tsx'

const Preparing = lazyScreen('seldom', async () => (await import('#screens/shared/preparing/Preparing.tsx')).Preparing)

interface AppProps {
  context: AppContext
  /** The person went to another screen. */
  onMovedOn: () => void
}

export function App({ context, onMovedOn }: AppProps) {
  return (
    <LocationProvider>
      <AppProvider value={context}>
        <Screens onMovedOn={onMovedOn} />
      </AppProvider>
    </LocationProvider>
  )
}

function Screens({ onMovedOn }: Pick<AppProps, 'onMovedOn'>) {
  const { path } = useLocation()
  const { device } = useApp()
  const failure = device.failure.value
  const preparing = device.preparing.value
  const content = useRef<HTMLDivElement>(null)
  const shown = useRef(path)

  useEffect(() => {
    // Not at the start: there the browser says the title and begins at the top.
    if (shown.current === path || !content.current) return
    shown.current = path
    onMovedOn()
    return focusHeading(content.current)
  }, [path, onMovedOn])

  return (
    <>
      <a class="skip" href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <div ref={content}>
        {failure ? (
          <StartFailed failure={failure} onRetry={() => location.reload()} />
        ) : preparing ? (
          <Preparing state={preparing} />
        ) : (
          <Routes />
        )}
      </div>
    </>
  )
}
