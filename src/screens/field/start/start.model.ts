import { computed, createModel, signal } from '@preact/signals'
import { checkFacts, type FactsFault } from '#domain/checkFacts.ts'
import type { RunId, SessionId } from '#domain/ids.ts'
import { readName } from '#domain/readName.ts'
import type { SessionFacts } from '#domain/session.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { follow } from '#screens/shared/follow.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import { PastedModel } from '#screens/shared/pasted/pasted.model.ts'
import { dayBeginning, deviceZone, timesFromNow } from '#screens/shared/proposedTimes.ts'
import type { RunRow, Seat } from '#store/api.ts'
import type { EnrolledPerson, Office } from '#store/officeApi.ts'
import { changeText } from '#text/changeText.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

/** Who comes: whoever walks in, a list of names, or those of another run. */
export type Who = 'walk-ins' | 'list' | 'run'
const WHO: readonly Who[] = ['walk-ins', 'list', 'run']

/** In a list of runs: none. */
export const NO_RUN = ''

interface StartDeps {
  seat: Seat
  office: Office
  draft: Draft
}

/** A session that nobody planned, begun where the trainer stands, with or without a network (U6). */
export const StartModel = createModel(({ seat, office, draft }: StartDeps) => {
  const zone = deviceZone()
  const now = seat.now().at
  const first = timesFromNow(now, zone)
  const [newRun, session] = [office.newId<RunId>(), office.newId<SessionId>()]
  const found = follow(() => seat.runs())

  const run = draft.text('run', NO_RUN)
  const title = draft.text('title', '')
  const place = draft.text('place', '')
  const start = draft.text('start', first.start)
  const end = draft.text('end', first.end)
  const who = draft.value<Who>('who', 'walk-ins', (kept) => WHO.find((each) => each === kept) ?? null)
  const ofRun = draft.text('of-run', NO_RUN)
  const pasted = new PastedModel({ office, draft, onList: signal(new Set()) })
  const plan = follow(() => office.plan(ofRun.value as RunId))
  const saving = new SavingModel()
  const judged = signal(false)

  /** Of which this member may record, by name. */
  const runs = computed((): RunRow[] =>
    found.value.state === 'ready'
      ? found.value.value
          .filter(({ programme }) => programme !== null)
          .toSorted((a, b) => compareText(localText(a.title), localText(b.title)) || (a.number ?? 0) - (b.number ?? 0))
      : [],
  )

  const facts = computed(
    (): SessionFacts => ({
      ...{ date: dayBeginning(now, start.value, zone), start: start.value, end: end.value, zone },
      ...{ breaks: [], mode: 'on-site', agenda: [] },
    }),
  )
  const faults = computed((): FactsFault[] => {
    const checked = checkFacts(facts.value)
    return checked.ok ? [] : checked.error
  })
  const isUntitled = computed(() => run.value === NO_RUN && !readName(title.value).ok)
  const isListMissing = computed(() => isNew.value && who.value === 'list' && pasted.text.value.trim() === '')
  const isRunMissing = computed(() => isNew.value && who.value === 'run' && ofRun.value === NO_RUN)
  const isNew = computed(() => run.value === NO_RUN)
  const undecided = computed(() => (isNew.value && who.value === 'list' ? pasted.counts.value.undecided : 0))

  function people(): EnrolledPerson[] {
    if (!isNew.value || who.value === 'walk-ins') return []
    if (who.value === 'list') return pasted.people()
    const known = plan.value.state === 'ready' ? plan.value.value.people : []
    return known.map(({ person }) => ({ person, isNew: false }))
  }

  return {
    ...{ run, runs, title, place, start, end, who, ofRun, pasted, saving, isNew, undecided },
    /** What is wrong, once somebody wanted to go on. */
    isUntitled: computed(() => judged.value && isUntitled.value),
    isListMissing: computed(() => judged.value && isListMissing.value),
    isRunMissing: computed(() => judged.value && isRunMissing.value),
    timeFault: computed(() => (judged.value && faults.value.length > 0 ? (faults.value[0]?.kind ?? null) : null)),
    /** A list was typed and not looked at yet: that comes first. */
    isToCheck: computed(() => isNew.value && who.value === 'list' && !pasted.isReviewed.value),
    /** How many are expected from the start. */
    expects: computed((): number => {
      if (!isNew.value) return runs.value.find((row) => row.run === run.value)?.rosterSize ?? 0
      if (who.value === 'list') return pasted.adds.value
      return who.value === 'run' ? (runs.value.find((row) => row.run === ofRun.value)?.rosterSize ?? 0) : 0
    }),
    /** The session, when it is on disk; null while something is missing or could not be saved. */
    async begin(): Promise<SessionId | null> {
      judged.value = true
      if (isNew.value && who.value === 'list' && !pasted.isReviewed.value) {
        pasted.review()
        return null
      }
      const isWrong = isUntitled.value || isListMissing.value || isRunMissing.value || undecided.value > 0
      if (isWrong || faults.value.length > 0) return null
      const begun = await saving.save(() =>
        office.startSession({
          run: isNew.value ? newRun : (run.value as RunId),
          isNewRun: isNew.value,
          session,
          fields: {
            facts: facts.value,
            place: place.value.trim(),
            trainers: [seat.info.value.member],
            title: changeText({}, title.value.normalize('NFC')),
          },
          people: people(),
        }),
      )
      if (!begun) return null
      draft.drop()
      return session
    },
  }
})

export type StartScreen = InstanceType<typeof StartModel>
