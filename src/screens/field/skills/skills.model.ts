import { computed, createModel, effect, signal } from '@preact/signals'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import type { Assessment } from '#domain/skills/assessments.ts'
import { type Form, type Item, isScored, type Moment, type ScoredItem } from '#domain/skills/form.ts'
import type { Texts } from '#domain/skills/framework.ts'
import { byName } from '#screens/shared/byName.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { follow } from '#screens/shared/follow.ts'
import { movingClock } from '#screens/shared/movingClock.ts'
import type { Saved, Seat } from '#store/api.ts'
import type { RunSkills, Skills } from '#store/skillsApi.ts'

/** One skill of everybody, or every skill of one person: the same rows, turned. */
export type Axis = 'skill' | 'person'

/** What can be answered, as buttons. */
export interface LevelStep {
  answer: number | string
  title: Texts
  meaning: Texts | null
  /** No part of the framework as published. */
  isAdded: boolean
}

/** What one assessor says; null: nothing, or nothing that this form has. */
export interface Other {
  /** '' where the name is not known here. */
  name: string
  answer: number | string
}

export interface SkillRow {
  key: string
  person: PersonId
  item: ScoredItem
  /** Of the person, '' where it is not to be seen: then there is the number. */
  name: string
  number: number
  answer: number | string | null
  /** Said in several ways on several phones of this member. */
  unsettled: (number | string)[]
  others: Other[]
  /** What shows it, as this member wrote it. */
  evidence: string[]
  isUnsaved: boolean
}

export const stepsOf = (item: ScoredItem): LevelStep[] =>
  item.kind === 'choice'
    ? item.options.map(({ id, text }) => ({ answer: id, title: text, meaning: null, isAdded: false }))
    : item.steps.map(({ value, title, meaning, isAdded }) => ({
        ...{ answer: value, title, meaning: meaning ?? null, isAdded: isAdded === true },
      }))

/** The moments of which a trainer speaks; what is asked at the end about the start is for the person to say. */
const ASKED: readonly Moment[] = ['start', 'end', 'follow-up']

const isAxis = (kept: unknown): Axis | null => (kept === 'skill' || kept === 'person' ? kept : null)
const isText = (kept: unknown): string | null => (typeof kept === 'string' ? kept : null)
const isMoment = (kept: unknown): Moment | null => ASKED.find((moment) => moment === kept) ?? null

export const SkillsModel = createModel((seat: Seat, skills: Skills, run: RunId, draft: Draft) => {
  const found = follow(() => skills.ofRun(run))
  const sessions = follow(() => seat.sessionsOfRun(run))
  const now = movingClock(() => seat.now())
  const axis = draft.value<Axis>('axis', 'skill', isAxis)
  const chosenMoment = draft.value<Moment | null>('moment', null, isMoment)
  const chosenForm = draft.value<string>('form', '', isText)
  const chosenItem = draft.value<string>('item', '', isText)
  const chosenPerson = draft.value<string>('person', '', isText)
  /** The row whose levels and evidence lie over the list. */
  const opened = signal<string | null>(null)

  const view = computed((): RunSkills | null => (found.value.state === 'ready' ? found.value.value : null))
  const standing = computed(() => found.value.state)
  const me = computed((): MemberId => seat.info.value.member)
  const canJudge = computed(() => seat.info.value.state === 'active' && seat.info.value.role !== 'observer')

  const forms = computed((): readonly Form[] => view.value?.forms ?? [])
  const form = computed(
    (): Form | null => forms.value.find(({ id }) => id === chosenForm.value) ?? forms.value[0] ?? null,
  )
  const items = computed((): ScoredItem[] => (form.value?.items ?? []).filter((each: Item) => isScored(each)))
  const people = computed(() => (view.value?.people ?? []).toSorted(byName))

  /** Of a run whose last session has begun the end is meant, unless somebody says otherwise. */
  const moment = computed((): Moment => {
    if (chosenMoment.value !== null) return chosenMoment.value
    const all = sessions.value.state === 'ready' ? sessions.value.value.filter(({ cancelled }) => !cancelled) : []
    const last = Math.max(...all.map(({ startsAt }) => startsAt))
    return all.length > 1 && last <= now.value.at ? 'end' : 'start'
  })

  const item = computed(() => items.value.find(({ id }) => id === chosenItem.value) ?? items.value[0] ?? null)
  const person = computed(
    () => people.value.find((each) => each.person === chosenPerson.value) ?? people.value[0] ?? null,
  )

  const judged = computed((): ReadonlyMap<PersonId, Assessment[]> => {
    const [current, asked] = [view.value, form.value]
    const all = (current?.assessments ?? []).filter(
      (each) =>
        each.form === asked?.id &&
        each.version === asked.version &&
        each.moment === moment.value &&
        each.as === 'trainer',
    )
    return Map.groupBy(all, (each) => each.person)
  })

  function rowOf(current: RunSkills, person: PersonId, name: string, asked: ScoredItem): SkillRow {
    const all = judged.value.get(person) ?? []
    const own = all.find(({ assessor }) => assessor === me.value)
    const answers = new Set(stepsOf(asked).map(({ answer }) => answer))
    const answerOf = (each: Assessment | undefined) => {
      const answer = each && Object.hasOwn(each.answers, asked.id) ? each.answers[asked.id] : undefined
      return answer !== undefined && answers.has(answer) ? answer : null
    }
    return {
      key: `${person} ${asked.id}`,
      person,
      item: asked,
      name,
      number: current.numbers.get(person) ?? 0,
      answer: answerOf(own),
      unsettled: own?.unsettled.get(asked.id) ?? [],
      others: all.flatMap((each): Other[] => {
        const answer = each === own ? null : answerOf(each)
        return answer === null ? [] : [{ name: current.members.get(each.assessor) ?? '', answer }]
      }),
      evidence: (own?.evidence.get(asked.id) ?? []).flatMap((key) => current.notes.get(key) ?? []),
      isUnsaved: (own?.open.get(asked.id) ?? []).some((key) => current.unsaved.has(key)),
    }
  }

  const rows = computed((): SkillRow[] => {
    const current = view.value
    if (current === null) return []
    if (axis.value === 'skill') {
      const asked = item.value
      return asked === null ? [] : people.value.map((each) => rowOf(current, each.person, each.displayName, asked))
    }
    const whom = person.value
    return whom === null ? [] : items.value.map((asked) => rowOf(current, whom.person, whom.displayName, asked))
  })
  const done = computed(() => rows.value.filter(({ answer }) => answer !== null).length)
  const openedRow = computed(() => rows.value.find(({ key }) => key === opened.value) ?? null)

  /** What comes after what is listed; null: it is the last. */
  const next = computed((): { item: ScoredItem } | { person: PersonId; name: string } | null => {
    if (axis.value === 'skill') {
      const after = items.value[items.value.findIndex(({ id }) => id === item.value?.id) + 1]
      return after ? { item: after } : null
    }
    const after = people.value[people.value.findIndex((each) => each.person === person.value?.person) + 1]
    return after ? { person: after.person, name: after.displayName } : null
  })

  effect(() => {
    // Another list: what lay over the one before is about nothing there.
    if (opened.value !== null && view.value !== null && openedRow.value === null) opened.value = null
  })

  function judge(row: SkillRow, answer: number | string | null, evidence = ''): Saved {
    const asked = form.peek()
    if (asked === null) return Promise.resolve({ ok: true, value: undefined })
    return skills.judge(run, row.person, {
      ...{ form: asked.id, version: asked.version, moment: moment.peek(), as: 'trainer' },
      ...{ answers: { [row.item.id]: answer }, evidence },
    })
  }

  return {
    ...{ standing, view, forms, form, items, people, axis, moment, item, person, rows, done, next, canJudge, now },
    ...{ opened: openedRow, judge },
    chooseMoment(to: Moment) {
      chosenMoment.value = to
    },
    chooseForm(to: string) {
      chosenForm.value = to
    },
    chooseItem(to: string) {
      chosenItem.value = to
    },
    choosePerson(to: string) {
      chosenPerson.value = to
    },
    goOn() {
      const to = next.peek()
      if (to === null) return
      if ('item' in to) chosenItem.value = to.item.id
      else chosenPerson.value = to.person
    },
    open(row: SkillRow) {
      opened.value = row.key
    },
    close() {
      opened.value = null
    },
  }
})

export type SkillsScreen = InstanceType<typeof SkillsModel>
