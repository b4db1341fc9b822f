import { computed, createModel, effect, signal } from '@preact/signals'
import type { PersonId, RunId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import type { Newcomer, Office } from '#store/officeApi.ts'

/** Who was made in the field and waits for a coordinator's eye; nobody for whoever does not decide on it. Where the
 *  office's half of the store cannot be loaded, nobody is marked: the page says so where it needs it itself. */
export const NewcomersModel = createModel((seat: Seat) => {
  const newcomers = signal<readonly Newcomer[]>([])
  effect(() => {
    if (seat.info.value.role !== 'coordinator') return
    let stop: (() => void) | null = null
    let isLeft = false
    const follow = (office: Office) => {
      if (isLeft) return
      const live = office.newcomers()
      const unsubscribe = live.value.subscribe((rows) => {
        if (rows.state === 'ready') newcomers.value = rows.value
      })
      stop = () => {
        unsubscribe()
        live.dispose()
      }
    }
    seat.office().then(follow, () => {
      newcomers.value = []
    })
    return () => {
      isLeft = true
      stop?.()
    }
  })
  return { newcomers }
})

/** Those of one run, by person. */
export const newcomersOf = (newcomers: readonly Newcomer[], run: RunId): ReadonlyMap<PersonId, Newcomer> =>
  new Map(newcomers.flatMap((newcomer) => (newcomer.run === run ? [[newcomer.person.person, newcomer]] : [])))

/** Whom the directory knows by such a name besides: a hint, nobody is joined by it. */
export const AlikeModel = createModel((office: Office, newcomer: Newcomer) => {
  const found = signal<Awaited<ReturnType<Office['findAlike']>>[number]>([])
  effect(() => {
    const { person } = newcomer
    let isLeft = false
    const take = ([alike = []]: Awaited<ReturnType<Office['findAlike']>>) => {
      if (!isLeft) found.value = alike.filter((other) => other.person !== person.person)
    }
    office.findAlike([person]).then(take, () => take([]))
    return () => {
      isLeft = true
    }
  })
  return { alike: computed(() => found.value) }
})
