import { computed, createModel, signal } from '@preact/signals'
import type { Status } from '#domain/claims.ts'
import type { OwnStatus } from '#domain/ownStatus.ts'
import { foldForSearch } from '#domain/searchKeys.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import { follow } from '#screens/shared/follow.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { Office } from '#store/officeApi.ts'

/** The hub's own statuses: made, taken off the offer, offered again. None is renamed, nor made to count as another: what
 *  was recorded by it would say something else. */
export const OwnStatusesModel = createModel((office: Office, draft: Draft) => {
  const all = follow(() => office.ownStatuses())
  const name = draft.text('name', '')
  const counts = signal<Status>('excused')
  const saving = new SavingModel()
  const judged = signal(false)
  const known = (): readonly OwnStatus[] => (all.value.state === 'ready' ? all.value.value : [])
  const clean = () => name.value.normalize('NFC').replace(/\s+/gu, ' ').trim()
  const isTaken = () =>
    known().some((status) => !status.isRemoved && foldForSearch(status.name) === foldForSearch(clean()))
  return {
    ...{ all, name, counts, saving },
    offered: computed(() => known().filter(({ isRemoved }) => !isRemoved)),
    removed: computed(() => known().filter(({ isRemoved }) => isRemoved)),
    fault: computed((): 'missing' | 'taken' | null =>
      !judged.value ? null : clean() === '' ? 'missing' : isTaken() ? 'taken' : null,
    ),
    async add(): Promise<void> {
      judged.value = true
      if (clean() === '' || isTaken()) return
      const status = { id: office.newId<string>(), name: clean(), counts: counts.value, isRemoved: false }
      if (!(await saving.save(() => office.saveOwnStatus(status)))) return
      judged.value = false
      draft.drop()
      name.value = ''
    },
    /** Off the offer, or on it again. */
    offer: (status: OwnStatus, isRemoved: boolean) => saving.save(() => office.saveOwnStatus({ ...status, isRemoved })),
  }
})
