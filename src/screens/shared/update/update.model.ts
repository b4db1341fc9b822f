import { computed, createModel, signal } from '@preact/signals'
import type { Device, Loadable } from '#store/api.ts'
import type { Services, VersionNews } from '../services.ts'

interface UpdateDeps {
  device: Pick<Device, 'saving'>
  services: Pick<Services, 'news' | 'takeUpdate'>
}

/** The new version that is ready: what it brings, and whether it can be taken now. */
export const UpdateModel = createModel(({ device, services }: UpdateDeps) => {
  /** missing: it cannot be read now, and the version is offered without it. */
  const news = signal<Loadable<VersionNews[]>>({ state: 'loading' })
  /** Somebody wanted it, and something on this page would be lost. */
  const held = signal(false)
  const taking = signal(false)

  void services.news('offered').then((found) => {
    news.value = found === null ? { state: 'missing' } : { state: 'ready', value: found }
  })

  return {
    news,
    held,
    taking,
    unsaved: computed(() => device.saving.value.reduce((count, { saving }) => count + saving.unsaved, 0)),
    take() {
      taking.value = services.takeUpdate()
      held.value = !taking.value
    },
  }
})
