import { createModel, signal } from '@preact/signals'
import type { Loadable } from '#store/api.ts'
import type { Services, VersionNews } from '../services.ts'

/** What is new in the version that runs, read when somebody wants to know. */
export const NewsModel = createModel((services: Pick<Services, 'news'>) => {
  /** null: not on screen. */
  const news = signal<Loadable<VersionNews[]> | null>(null)

  async function open(): Promise<void> {
    news.value = { state: 'loading' }
    const found = await services.news('here')
    // Closed meanwhile.
    if (news.value === null) return
    news.value = found === null ? { state: 'missing' } : { state: 'ready', value: found }
  }

  return {
    news,
    open: () => void open(),
    close() {
      news.value = null
    },
  }
})
