import { createModel, signal } from '@preact/signals'
import type { ModuleId } from '#domain/ids.ts'
import type { Result } from '#domain/result.ts'
import type { Services } from '#screens/shared/services.ts'
import type { StoreFailure } from '#store/api.ts'
import type { Learning } from '#store/learningApi.ts'

interface DownloadsDeps {
  learning: Pick<Learning, 'download' | 'pause' | 'free'>
  services: Pick<Services, 'sendNow'>
}

/** What a person does about modules on this phone. */
export const DownloadsModel = createModel(({ learning, services }: DownloadsDeps) => {
  /** Why the last wish could not even be noted. */
  const failure = signal<StoreFailure | null>(null)

  async function attempt(act: () => Promise<Result<void, StoreFailure>>): Promise<boolean> {
    const done = await act()
    failure.value = done.ok ? null : done.error
    return done.ok
  }

  return {
    failure,
    async download(module: ModuleId): Promise<void> {
      // Whoever asks does not wait for the back-off.
      if (await attempt(() => learning.download(module))) services.sendNow()
    },
    pause: (module: ModuleId) => attempt(() => learning.pause(module)),
    free: (module: ModuleId) => attempt(() => learning.free(module)),
  }
})

export type Downloads = InstanceType<typeof DownloadsModel>
