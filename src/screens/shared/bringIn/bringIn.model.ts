import { createModel, signal } from '@preact/signals'
import type { BringInRefusal, BroughtIn, Services } from '../services.ts'

export type Bringing =
  | { state: 'choosing' }
  | { state: 'carrying'; name: string }
  | { state: 'done'; outcome: BroughtIn }
  | { state: 'refused'; why: BringInRefusal }

/** One file after the other, each with what became of it. */
export const BringInModel = createModel((services: Pick<Services, 'bringIn'>) => {
  const bringing = signal<Bringing>({ state: 'choosing' })

  async function take(file: File): Promise<void> {
    if (bringing.value.state === 'carrying') return
    bringing.value = { state: 'carrying', name: file.name }
    // What lies in a cloud comes only now, and may not come.
    const size = await file
      .slice(0, 1)
      .text()
      .then(
        () => file.size,
        () => null,
      )
    if (size === null) bringing.value = { state: 'refused', why: 'empty' }
    else {
      const done = await services.bringIn(file)
      bringing.value = done.ok ? { state: 'done', outcome: done.value } : { state: 'refused', why: done.error }
    }
  }

  return { bringing, take }
})

export type BringInScreen = InstanceType<typeof BringInModel>
