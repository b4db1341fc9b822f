import { computed, createModel, signal } from '@preact/signals'
import { checkFacts, type FactsFault } from '#domain/checkFacts.ts'
import type { MemberId, SessionId } from '#domain/ids.ts'
import type { AgendaItem, Break, SessionFacts, SessionMode } from '#domain/session.ts'
import { addDays, isDay } from '#domain/sessionTime.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import type { PlannedSession, PlanningSession, SessionFields } from '#store/officeApi.ts'
import { changeText } from '#text/changeText.ts'
import { localText } from '#text/localText.ts'

/** no: one session. Otherwise one each day or each week, so many in all. */
export type Repeat = 'no' | 'daily' | 'weekly'

const STEP_DAYS: Record<Exclude<Repeat, 'no'>, number> = { daily: 1, weekly: 7 }
const MOST_SESSIONS = 60

interface SessionFieldsDeps {
  draft: Draft
  /** As it is planned, or as a new one is proposed. */
  first: Pick<PlannedSession, 'facts' | 'place' | 'trainers' | 'title'>
  newId: <T extends string>() => T
}

const MODES: readonly SessionMode[] = ['on-site', 'online', 'both']
const REPEATS: readonly Repeat[] = ['no', 'daily', 'weekly']

const oneOf =
  <T extends string>(known: readonly T[]) =>
  (kept: unknown): T | null =>
    known.find((each) => each === kept) ?? null
const listOf =
  <T>(isItem: (item: unknown) => boolean) =>
  (kept: unknown): T[] | null =>
    Array.isArray(kept) && kept.every(isItem) ? (kept as T[]) : null
const hasTexts =
  (...names: string[]) =>
  (item: unknown): boolean =>
    typeof item === 'object' && item !== null && names.every((name) => typeof Reflect.get(item, name) === 'string')

/** The fields of a session that is planned or changed; several at once where it repeats. */
export const SessionFieldsModel = createModel(({ draft, first, newId }: SessionFieldsDeps) => {
  const { facts, place, trainers, title } = first
  const fields = {
    date: draft.text('date', facts.date),
    start: draft.text('start', facts.start),
    end: draft.text('end', facts.end),
    zone: draft.text('zone', facts.zone),
    place: draft.text('place', place),
    title: draft.text('title', localText(title ?? {})),
    mode: draft.value('mode', facts.mode, oneOf(MODES)),
    trainers: draft.value(
      'trainers',
      trainers,
      listOf<MemberId>((item) => typeof item === 'string'),
    ),
    breaks: draft.value('breaks', facts.breaks, listOf<Break>(hasTexts('start', 'end'))),
    agenda: draft.value('agenda', facts.agenda, listOf<AgendaItem>(hasTexts('id', 'title', 'start', 'end'))),
    repeat: draft.value<Repeat>('repeat', 'no', oneOf(REPEATS)),
    times: draft.text('times', '2'),
  }
  const judged = signal(false)

  const typed = computed(
    (): SessionFacts => ({
      date: fields.date.value,
      start: fields.start.value,
      end: fields.end.value,
      zone: fields.zone.value,
      breaks: fields.breaks.value,
      mode: fields.mode.value,
      agenda: fields.agenda.value.map((item) => ({ ...item, title: item.title.trim() })),
    }),
  )

  /** How many sessions it comes to; null for no such number. */
  const count = computed((): number | null => {
    if (fields.repeat.value === 'no') return 1
    const times = Number(fields.times.value)
    return Number.isInteger(times) && times >= 1 && times <= MOST_SESSIONS ? times : null
  })

  const dates = computed((): string[] => {
    const { value: repeat } = fields.repeat
    if (!isDay(fields.date.value)) return []
    const step = repeat === 'no' ? 0 : STEP_DAYS[repeat]
    return Array.from({ length: count.value ?? 0 }, (_, at) => addDays(fields.date.value, at * step))
  })

  const faults = computed((): FactsFault[] => {
    const checked = checkFacts(typed.value)
    return checked.ok ? [] : checked.error
  })
  const isUntitled = computed(() => fields.agenda.value.some((item) => item.title.trim() === ''))
  const isReady = computed(() => faults.value.length === 0 && count.value !== null && !isUntitled.value)
  /** What is wrong, once somebody wanted to go on. */
  const shown = computed((): FactsFault[] => (judged.value ? faults.value : []))

  /** What changed of the session, or all of a new one. */
  function made(): SessionFields {
    return {
      facts: typed.value,
      place: fields.place.value.trim(),
      trainers: fields.trainers.value,
      title: changeText(title ?? {}, fields.title.value),
    }
  }

  const ids: SessionId[] = []
  const idAt = (at: number): SessionId => {
    ids[at] ??= newId()
    return ids[at]
  }

  return {
    ...fields,
    dates,
    count,
    shown,
    isUntitled: computed(() => judged.value && isUntitled.value),
    isCountWrong: computed(() => judged.value && count.value === null),
    /** Whether it can be saved; if not, the fields say why from now on. */
    judge(): boolean {
      judged.value = true
      return isReady.value
    },
    made,
    /** One for each date. Asked again, the same ones. */
    planning: (): PlanningSession[] =>
      dates.value.map((date, at) => {
        const fields = made()
        return { session: idAt(at), ...fields, facts: { ...fields.facts, date } }
      }),
    toggleTrainer(member: MemberId) {
      const { value: chosen } = fields.trainers
      fields.trainers.value = chosen.includes(member) ? chosen.filter((one) => one !== member) : [...chosen, member]
    },
    addBreak() {
      const { start, end } = { start: fields.start.peek(), end: fields.end.peek() }
      fields.breaks.value = [...fields.breaks.peek(), middleOf(start, end)]
    },
    changeBreak(at: number, part: Partial<Break>) {
      fields.breaks.value = fields.breaks.peek().map((pause, index) => (index === at ? { ...pause, ...part } : pause))
    },
    removeBreak(at: number) {
      fields.breaks.value = fields.breaks.peek().filter((_, index) => index !== at)
    },
    addItem() {
      const items = fields.agenda.peek()
      const start = items.at(-1)?.end ?? fields.start.peek()
      fields.agenda.value = [...items, { id: newId(), title: '', start, end: fields.end.peek() }]
    },
    changeItem(id: string, part: Partial<AgendaItem>) {
      fields.agenda.value = fields.agenda.peek().map((item) => (item.id === id ? { ...item, ...part } : item))
    },
    removeItem(id: string) {
      fields.agenda.value = fields.agenda.peek().filter((item) => item.id !== id)
    },
  }
})

export type SessionFieldsScreen = InstanceType<typeof SessionFieldsModel>

/** A quarter of an hour in the middle, on a full quarter. */
function middleOf(start: string, end: string): Break {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  const [from, to] = [minutes(start), minutes(end)]
  const length = (to - from + 24 * 60) % (24 * 60)
  const at = (from + Math.floor(length / 2 / 15) * 15) % (24 * 60)
  const wall = (total: number) =>
    `${String(Math.floor(total / 60) % 24).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
  return Number.isFinite(at) ? { start: wall(at), end: wall(at + 15) } : { start, end }
}
