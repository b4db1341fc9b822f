import { computed, createModel, signal } from '@preact/signals'
import type { RunId } from '#domain/ids.ts'
import { type Change, type ChangeAsked, type Changed, changeBetween } from '#domain/skills/change.ts'
import { type Assessor, type Form, isScored, valuesOf } from '#domain/skills/form.ts'
import type { Texts } from '#domain/skills/framework.ts'
import { follow } from '#screens/shared/follow.ts'
import type { Loadable, LocalText, RunRow, Seat } from '#store/api.ts'
import type { Assessed, Office } from '#store/officeApi.ts'

/** Whose people: of the run, of all runs of its course, of its whole programme. */
export type Scope = 'run' | 'course' | 'programme'

export interface ChangeRow extends Changed {
  key: string
  part: 'total' | 'dimension' | 'item'
  /** null: of the form as a whole. */
  title: Texts | null
  /** Least and most that it can come to; null where that is no scale to draw on. */
  scale: [number, number] | null
}

/** A form in one version, told apart from its other versions. */
export const keyOf = ({ id, version }: Pick<Form, 'id' | 'version'>) => `${id} ${version}`

/** Rows in the order of the form: the whole, then each part with what is asked in it. */
function rowsOf(form: Form, change: Change): ChangeRow[] {
  const items = new Map(change.items.map((item) => [item.id, item]))
  const scaleOf = (ids: readonly string[]): [number, number] | null => {
    const values = form.items.filter(({ id }) => ids.includes(id)).flatMap(valuesOf)
    return values.length === 0 ? null : [Math.min(...values), Math.max(...values)]
  }
  const all = form.dimensions.flatMap(({ items }) => items)
  const keepsScale = (how: Form['total']) => how === 'mean' || how === 'minimum'
  const parts = form.dimensions.flatMap((dimension, at): ChangeRow[] => {
    const changed = change.dimensions[at]
    if (!changed) return []
    const asked = dimension.items.flatMap((id): ChangeRow[] => {
      const [item, own] = [form.items.find((each) => each.id === id), items.get(id)]
      return item && own && isScored(item)
        ? [{ ...own, key: `item ${id}`, part: 'item', title: item.text, scale: scaleOf([id]) }]
        : []
    })
    const scale = keepsScale(dimension.aggregate) ? scaleOf(dimension.items) : null
    const head: ChangeRow = {
      ...changed,
      key: `part ${dimension.id}`,
      part: 'dimension',
      title: dimension.title,
      scale,
    }
    return [head, ...asked]
  })
  if (form.total === null) return parts
  const isOnScale = keepsScale(form.total) && form.dimensions.every(({ aggregate }) => keepsScale(aggregate))
  return [
    { ...change.total, key: 'total', part: 'total', title: null, scale: isOnScale ? scaleOf(all) : null },
    ...parts,
  ]
}

/** What people can do at one moment against another. */
export const ChangeModel = createModel((seat: Seat, office: Office, run: RunId) => {
  const runs = follow(() => seat.runs())
  const programmes = follow(() => seat.programmes())
  const scope = signal<Scope>('run')
  const from = signal<ChangeAsked['from']>('start')
  const to = signal<ChangeAsked['to']>('end')
  const chosenForm = signal('')
  const chosenAs = signal<Assessor | null>(null)

  const row = computed((): Loadable<RunRow> => {
    if (runs.value.state !== 'ready') return runs.value
    const value = runs.value.value.find((each) => each.run === run)
    return value ? { state: 'ready', value } : { state: 'missing' }
  })
  const scopes = computed((): Scope[] => {
    if (row.value.state !== 'ready') return ['run']
    const { course, programme } = row.value.value
    return [
      'run',
      ...(course === null ? [] : ['course' as const]),
      ...(programme === null ? [] : ['programme' as const]),
    ]
  })
  /** One text, so that it is the same while the runs are. */
  const asked = computed((): string => {
    if (row.value.state !== 'ready' || runs.value.state !== 'ready') return run
    const { course, programme } = row.value.value
    const within = runs.value.value.filter((each) =>
      scope.value === 'course'
        ? each.course === course && course !== null
        : scope.value === 'programme' && each.programme === programme && programme !== null,
    )
    return [...new Set([run, ...within.map((each) => each.run)])].sort().join(' ')
  })
  const found = follow(() => office.assessed(asked.value.split(' ') as RunId[]))
  const all = computed((): Assessed | null => (found.value.state === 'ready' ? found.value.value : null))

  /** Those by which anybody was assessed here, the most used first. */
  const forms = computed((): Form[] => {
    const uses = new Map<string, number>()
    for (const { form: id, version } of all.value?.assessments ?? []) {
      uses.set(keyOf({ id, version }), (uses.get(keyOf({ id, version })) ?? 0) + 1)
    }
    return (all.value?.forms ?? [])
      .filter((each) => each.subject === 'person' && uses.has(keyOf(each)))
      .toSorted((a, b) => (uses.get(keyOf(b)) ?? 0) - (uses.get(keyOf(a)) ?? 0))
  })
  const form = computed(
    (): Form | null => forms.value.find((each) => keyOf(each) === chosenForm.value) ?? forms.value[0] ?? null,
  )
  /** Who said anything by this form. */
  const kinds = computed((): Assessor[] => {
    const current = form.value
    if (current === null) return []
    const own = (all.value?.assessments ?? []).filter(
      (each) => each.form === current.id && each.version === current.version,
    )
    return current.assessors.filter((as) => own.some((each) => each.as === as))
  })
  const as = computed((): Assessor | null => {
    const chosen = chosenAs.value
    return chosen !== null && kinds.value.includes(chosen) ? chosen : (kinds.value[0] ?? null)
  })
  const change = computed((): Change | null => {
    const [current, known, who] = [form.value, all.value, as.value]
    if (current === null || known === null || who === null) return null
    return changeBetween({ form: current, as: who, from: from.value, to: to.value }, known.assessments)
  })
  const rows = computed((): ChangeRow[] => (form.value && change.value ? rowsOf(form.value, change.value) : []))
  /** What the chosen people have in common. */
  const title = computed((): LocalText | null => {
    if (row.value.state !== 'ready') return null
    const { programme } = row.value.value
    if (scope.value !== 'programme') return row.value.value.title
    const known = programmes.value.state === 'ready' ? programmes.value.value : []
    return known.find((each) => each.programme === programme)?.title ?? row.value.value.title
  })
  const runCount = computed(() => asked.value.split(' ').length)

  /** Something is told of some and not of others: it is said why. */
  const isAnyUntold = computed(() => rows.value.some(({ from, to, paired }) => [from, to, paired].includes(null)))

  return {
    ...{ isAnyUntold },
    ...{ row, scope, scopes, runCount, found, forms, form, kinds, as, from, to, change, rows, title },
    chooseForm(key: string) {
      chosenForm.value = key
    },
    chooseAs(who: Assessor) {
      chosenAs.value = who
    },
  }
})

export type ChangeScreen = InstanceType<typeof ChangeModel>
