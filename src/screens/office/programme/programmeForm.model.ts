import { computed, createModel, signal } from '@preact/signals'
import { FUNDERS } from '#domain/funder.ts'
import type { ProgrammeId } from '#domain/ids.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { ProgrammeRow } from '#store/api.ts'
import type { Office, ProgrammeFields } from '#store/officeApi.ts'
import { changeText } from '#text/changeText.ts'
import { localText } from '#text/localText.ts'
import { TitleModel } from '../forms/title.model.ts'

/** An activity as it is typed. */
export interface ActivityLine {
  id: string
  title: string
}

interface ProgrammeFormDeps {
  office: Office
  draft: Draft
  /** null: a new one. */
  programme: ProgrammeRow | null
}

const isLine = (item: unknown): item is ActivityLine =>
  typeof item === 'object' && item !== null && 'id' in item && 'title' in item && typeof item.title === 'string'

export const ProgrammeFormModel = createModel(({ office, draft, programme }: ProgrammeFormDeps) => {
  const id = programme?.programme ?? office.newId<ProgrammeId>()
  const saving = new SavingModel()
  const title = new TitleModel(draft, 'title', programme?.title ?? {})
  const registrationNumber = draft.text('registration-number', programme?.registrationNumber ?? '')
  const beneficiary = draft.text('beneficiary', programme?.beneficiary ?? '')
  const funder = draft.text('funder', programme?.funder ?? '')
  const publicity = draft.text('publicity', localText(programme?.publicity ?? {}))
  const start = draft.text('start', programme?.period?.start ?? '')
  const end = draft.text('end', programme?.period?.end ?? '')
  const known = programme?.activities ?? []
  const lines = draft.value<ActivityLine[]>(
    'activities',
    known.map((activity) => ({ id: activity.id, title: localText(activity.title) })),
    (kept) => (Array.isArray(kept) && kept.every(isLine) ? kept : null),
  )
  const judged = signal(false)

  const periodFault = computed((): 'one-day' | 'backwards' | null => {
    if (!judged.value) return null
    if ((start.value === '') !== (end.value === '')) return 'one-day'
    return start.value > end.value ? 'backwards' : null
  })

  /** What differs from what stands. */
  function fields(): ProgrammeFields {
    const number = registrationNumber.value.trim() || null
    const receiver = beneficiary.value.trim() || null
    const whose = FUNDERS.find((one) => one === funder.value) ?? null
    const words = changeText(programme?.publicity ?? {}, publicity.value)
    const period = start.value && end.value ? { start: start.value, end: end.value } : null
    const kept = lines.value.filter((line) => line.title.trim() !== '')
    const changed = kept.flatMap((line, at) => {
      const before = known.find((activity) => activity.id === line.id)
      const title = changeText(before?.title ?? {}, line.title)
      const number = before ? before.number : nextNumber(kept, at)
      const after = { id: line.id, number, kind: before?.kind ?? '', title }
      return before && sameJson(before, after) ? [] : [after]
    })
    const gone = known
      .filter((activity) => !kept.some((line) => line.id === activity.id))
      .map((activity) => activity.id)
    return {
      ...(title.isChanged() ? { title: title.texts() } : {}),
      ...(number === (programme?.registrationNumber ?? null) ? {} : { registrationNumber: number }),
      ...(sameJson(period, programme?.period ?? null) ? {} : { period }),
      ...(receiver === (programme?.beneficiary ?? null) ? {} : { beneficiary: receiver }),
      ...(whose === (programme?.funder ?? null) ? {} : { funder: whose }),
      ...(sameJson(words, programme?.publicity ?? {}) ? {} : { publicity: words }),
      ...(changed.length > 0 ? { activities: changed } : {}),
      ...(gone.length > 0 ? { withoutActivities: gone } : {}),
    }
  }

  /** New ones come after the last number that stands. */
  function nextNumber(kept: readonly ActivityLine[], at: number): number {
    const isKnown = (line: ActivityLine) => known.some((activity) => activity.id === line.id)
    const last = Math.max(0, ...known.map((activity) => activity.number ?? 0))
    return last + kept.slice(0, at + 1).filter((line) => !isKnown(line)).length
  }

  return {
    saving,
    title,
    registrationNumber,
    beneficiary,
    /** '': nobody said. */
    funder,
    publicity,
    start,
    end,
    lines,
    periodFault,
    addLine() {
      lines.value = [...lines.peek(), { id: office.newId(), title: '' }]
    },
    changeLine(line: string, text: string) {
      lines.value = lines.peek().map((each) => (each.id === line ? { ...each, title: text } : each))
    },
    removeLine(line: string) {
      lines.value = lines.peek().filter((each) => each.id !== line)
    },
    /** Whether it is saved. */
    async save(): Promise<boolean> {
      judged.value = true
      if (!title.judge() || periodFault.value !== null) return false
      const saved = await saving.save(() => office.saveProgramme(id, fields()))
      if (saved) draft.drop()
      return saved
    },
    cancel: () => draft.drop(),
  }
})

export type ProgrammeForm = InstanceType<typeof ProgrammeFormModel>
