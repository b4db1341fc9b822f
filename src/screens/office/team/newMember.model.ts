import { createModel } from '@preact/signals'
import type { MemberId, ProgrammeId } from '#domain/ids.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { ProgrammeRow } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { TitleModel } from '../forms/title.model.ts'
import { TEAM_ROLES, type TeamRole } from './teamWords.ts'

interface NewMemberDeps {
  office: Office
  draft: Draft
  programmes: readonly ProgrammeRow[]
}

const idsOf = (kept: unknown): ProgrammeId[] | null =>
  Array.isArray(kept) && kept.every((id) => typeof id === 'string') ? (kept as ProgrammeId[]) : null

/** Somebody who joins the team. A trainer holds every programme until it is narrowed: a substitute then has the list. */
export const NewMemberModel = createModel(({ office, draft, programmes }: NewMemberDeps) => {
  const member = office.newId<MemberId>()
  const name = new TitleModel(draft, 'name', {})
  const role = draft.value<TeamRole>('role', 'trainer', (kept) => TEAM_ROLES.find((each) => each === kept) ?? null)
  const first = programmes.map(({ programme }) => programme)
  const chosen = draft.value<ProgrammeId[]>('programmes', first, idsOf)
  const saving = new SavingModel()
  return {
    name,
    role,
    chosen,
    saving,
    id: () => member,
    toggle(programme: ProgrammeId) {
      const now = chosen.peek()
      chosen.value = now.includes(programme) ? now.filter((one) => one !== programme) : [...now, programme]
    },
    async save(): Promise<boolean> {
      if (!name.judge()) return false
      const saved = await saving.save(() =>
        office.addMember({
          member,
          displayName: name.name(),
          role: role.value,
          programmes: role.value === 'trainer' ? chosen.value : [],
        }),
      )
      if (saved) draft.drop()
      return saved
    },
    cancel: () => draft.drop(),
  }
})
