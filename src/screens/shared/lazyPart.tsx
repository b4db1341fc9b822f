import { signal } from '@preact/signals'
import type { ComponentChild, ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

interface Meanwhile<P> {
  waiting(props: P): ComponentChild
  failed(props: P): ComponentChild
  /** Gives the component where it came before it was asked for. */
  ready?: () => ComponentType<P> | undefined
}

/** A component in a chunk of its own, loaded when first shown and there at once from then on. A chunk that cannot be
 *  had is said in words, and asked for again when the component is shown again. */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { waiting, failed, ready }: Meanwhile<P>,
): ComponentType<P> {
  const part = signal<{ of: ComponentType<P> } | 'failed' | null>(null)
  let loading = false

  async function begin() {
    if (loading || (part.peek() !== null && part.peek() !== 'failed')) return
    loading = true
    part.value = null
    try {
      part.value = { of: await load() }
    } catch {
      part.value = 'failed'
    }
    loading = false
  }

  return function LazyPart(props: P) {
    const early = ready?.()
    useEffect(() => {
      if (!early) void begin()
    }, [early])
    const state = part.value ?? (early ? { of: early } : null)
    if (state === null) return <>{waiting(props)}</>
    if (state === 'failed') return <>{failed(props)}</>
    const { of: Loaded } = state
    return <Loaded {...props} />
  }
}
