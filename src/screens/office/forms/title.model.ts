import { computed, createModel, signal } from '@preact/signals'
import { type NameFault, readName } from '#domain/readName.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import type { LocalText } from '#store/api.ts'
import { changeText } from '#text/changeText.ts'
import { localText } from '#text/localText.ts'

/** One title or name that must be there. A fault is told once somebody wanted to go on, and follows what is typed. */
export const TitleModel = createModel((draft: Draft, field: string, before: LocalText) => {
  const text = draft.text(field, localText(before))
  const judged = signal(false)
  return {
    text,
    fault: computed((): NameFault | null => {
      const name = readName(text.value)
      return judged.value && !name.ok ? name.error : null
    }),
    judge(): boolean {
      judged.value = true
      return readName(text.value).ok
    },
    /** As typed, without the spaces around it. */
    name: () => text.value.normalize('NFC').trim(),
    /** In all its languages. */
    texts: (): LocalText => changeText(before, text.value.normalize('NFC')),
    isChanged: () => changeText(before, text.value.normalize('NFC')) !== before,
  }
})

export type Title = InstanceType<typeof TitleModel>
