import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { StartFailed } from '#screens/shared/failed/StartFailed.tsx'
import { Page } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'

/** A screen in a chunk of its own, loaded when first shown. A chunk that cannot be had is said in words. */
export function lazyScreen<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const screen = signal<{ of: ComponentType<P> } | 'failed' | null>(null)
  let loading = false

  async function begin() {
    if (loading || screen.peek() !== null) return
    loading = true
    try {
      screen.value = { of: await load() }
    } catch {
      screen.value = 'failed'
    }
    loading = false
  }

  return function LazyScreen(props: P) {
    useEffect(() => {
      void begin()
    }, [])
    const state = screen.value
    if (state === 'failed') return <StartFailed failure={{ kind: 'not-loaded' }} onRetry={() => location.reload()} />
    if (state === null) {
      return (
        <Page>
          <Skeleton shape="rows" />
        </Page>
      )
    }
    const { of: Loaded } = state
    return <Loaded {...props} />
  }
}
