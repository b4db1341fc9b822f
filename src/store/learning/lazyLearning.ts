import { effect, signal } from '@preact/signals'
import { fail } from '#domain/result.ts'
import type { Live, Loadable, Saved } from '../api.ts'
import { toStoreFailure } from '../failures.ts'
import type { Learning } from '../learningApi.ts'

/** Learning modules without their code: it comes when a screen first asks for something of theirs. */
export function lazyLearning(load: () => Promise<Learning>, onFailure: (error: unknown) => void): Learning {
  function live<T>(from: (learning: Learning) => Live<T>): Live<T> {
    const value = signal<Loadable<T>>({ state: 'loading' })
    let stop: (() => void) | null = () => undefined
    load().then((learning) => {
      if (!stop) return
      const loaded = from(learning)
      const unfollow = effect(() => {
        value.value = loaded.value.value
      })
      stop = () => {
        unfollow()
        loaded.dispose()
      }
    }, onFailure)
    return {
      value,
      dispose() {
        stop?.()
        stop = null
      },
    }
  }

  /** Code that cannot be loaded saves nothing, and says so. */
  async function act(run: (learning: Learning) => Saved): Saved {
    try {
      return await run(await load())
    } catch (error) {
      return fail(toStoreFailure(error))
    }
  }

  return {
    modules: () => live((learning) => learning.modules()),
    module: (module) => live((learning) => learning.module(module)),
    progress: (module) => live((learning) => learning.progress(module)),
    library: () => live((learning) => learning.library()),
    readers: (module) => live((learning) => learning.readers(module)),
    give: (module) => act((learning) => learning.give(module)),
    withdraw: (module) => act((learning) => learning.withdraw(module)),
    download: (module) => act((learning) => learning.download(module)),
    pause: (module) => act((learning) => learning.pause(module)),
    free: (module) => act((learning) => learning.free(module)),
    setTextSize: (size) => act((learning) => learning.setTextSize(size)),
    setLanguage: (module, language) => act((learning) => learning.setLanguage(module, language)),
    readTo: (...place) => act((learning) => learning.readTo(...place)),
    finishLesson: (...lesson) => act((learning) => learning.finishLesson(...lesson)),
    answer: (...answer) => act((learning) => learning.answer(...answer)),
  }
}
