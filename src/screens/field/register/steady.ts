import { computed, type ReadonlySignal } from '@preact/signals'
import { sameJson } from '#domain/sameJson.ts'

/** A computed value that stays the same object while its content is the same, so that nothing is drawn anew for it. */
export function steady<T>(compute: () => T): ReadonlySignal<T> {
  let last: { value: T } | null = null
  return computed(() => {
    const value = compute()
    if (last === null || !sameJson(last.value, value)) last = { value }
    return last.value
  })
}
