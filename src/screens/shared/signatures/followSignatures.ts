import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import type { Loadable, Seat } from '#store/api.ts'
import type { SignatureRow } from '#store/signaturesApi.ts'

/** Signatures of a run that may not be known yet. Missing also where what reads them could not be loaded. Made inside a
 *  model, it ends with the model. */
export function followSignatures(
  seat: Seat,
  run: () => RunId | null,
): ReadonlySignal<Loadable<readonly SignatureRow[]>> {
  const answer = signal<Loadable<readonly SignatureRow[]>>({ state: 'loading' })
  effect(() => {
    const asked = run()
    if (asked === null) return
    let stop: (() => void) | null = null
    let ended = false
    seat.signatures().then(
      (signatures) => {
        if (ended) return
        const live = signatures.ofRun(asked)
        const unsubscribe = live.value.subscribe((value) => {
          answer.value = value
        })
        stop = () => {
          unsubscribe()
          live.dispose()
        }
      },
      () => {
        if (!ended) answer.value = { state: 'missing' }
      },
    )
    return () => {
      ended = true
      stop?.()
    }
  })
  return answer
}
