import { useLingui } from '@lingui/react/macro'
import type { ReadonlySignal } from '@preact/signals'
import type { StoreFailure } from '#store/api.ts'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { storeFailureWords } from '../words/failures.ts'

/** What was pressed last and is not on the disk (F2). */
export function NotKept({ model }: { model: { failure: ReadonlySignal<StoreFailure | null> } }) {
  const { i18n } = useLingui()
  const failure = model.failure.value
  if (failure === null) return null
  const { happened, safe, todo } = storeFailureWords(failure)
  return (
    <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
      {i18n._(todo)}
    </ErrorNote>
  )
}
