import { useLingui } from '@lingui/react/macro'
import { storeFailureWords } from '#screens/shared/words/failures.ts'
import type { StoreFailure } from '#store/api.ts'
import { ErrorNote } from '#ui/ErrorNote.tsx'

/** A wish that this phone could not even note. */
export function NotDone({ failure }: { failure: StoreFailure }) {
  const { i18n } = useLingui()
  const { happened, safe, todo } = storeFailureWords(failure)
  return (
    <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
      {i18n._(todo)}
    </ErrorNote>
  )
}
