import { computed, createModel, signal } from '@preact/signals'
import type { ProgrammeId } from '#domain/ids.ts'
import type { RegisterState } from '#domain/register.ts'
import { sameJson } from '#domain/sameJson.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { Office, SessionFields, TeamRow } from '#store/officeApi.ts'
import { missingGrants } from '../run/runForm.model.ts'
import { SessionFieldsModel } from './sessionFields.model.ts'
import { proposedSession, type SessionPlanView } from './sessionPlan.model.ts'

interface SessionFormDeps {
  office: Office
  draft: Draft
  view: SessionPlanView
  now: number
}

/** What was handed in stands as it is: times do not move under it (F7). */
export const isFrozen = (state: RegisterState): boolean =>
  state === 'submitted' || state === 'accepted' || state === 'did-not-take-place'

/** Plans sessions of a run, or changes, cancels and reinstates one. */
export const SessionFormModel = createModel(({ office, draft, view, now }: SessionFormDeps) => {
  const { run, programme } = view.plan
  const before = view.session?.planned ?? null
  const first = before ?? proposedSession(view.plan, now)
  const fields = new SessionFieldsModel({ draft, first, newId: office.newId })
  const saving = new SavingModel()
  const cancelling = new SavingModel()
  const reason = draft.text('reason', '')
  const judged = signal(false)
  const isReasonMissing = computed(() => judged.value && reason.value.trim() === '')

  /** Only what differs: what somebody else changed meanwhile stays. */
  function changed(): Partial<SessionFields> {
    const after = fields.made()
    const stood: SessionFields = { ...first, title: first.title ?? {} }
    return Object.fromEntries(
      (Object.keys(after) as (keyof SessionFields)[]).flatMap((name) =>
        sameJson(after[name], stood[name]) ? [] : [[name, after[name]]],
      ),
    )
  }

  const grantsFor = (team: readonly TeamRow[]) =>
    programme ? missingGrants(team, fields.trainers.value, programme as ProgrammeId) : []

  return {
    fields,
    saving,
    cancelling,
    reason,
    isReasonMissing,
    /** Whether it is saved. */
    async save(team: readonly TeamRow[]): Promise<boolean> {
      if (!fields.judge()) return false
      const saved = await saving.save(() =>
        before
          ? office.changeSession(run, before.session, changed(), grantsFor(team))
          : office.planSessions(run, fields.planning(), grantsFor(team)),
      )
      if (saved) draft.drop()
      return saved
    },
    async cancelSession(): Promise<boolean> {
      judged.value = true
      if (!before || isReasonMissing.value) return false
      const saved = await cancelling.save(() => office.cancelSession(run, before.session, reason.value.trim()))
      if (saved) draft.drop()
      return saved
    },
    async reinstate(): Promise<boolean> {
      return before !== null && (await cancelling.save(() => office.reinstateSession(run, before.session)))
    },
    cancel: () => draft.drop(),
  }
})

export type SessionForm = InstanceType<typeof SessionFormModel>
