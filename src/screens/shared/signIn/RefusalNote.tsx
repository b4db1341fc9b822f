import { useLingui } from '@lingui/react/macro'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import type { SignInRefusal } from '../services.ts'
import { signInRefusalWords } from '../words/signInRefusals.ts'

/** Why signing in did not work, if it did not. */
export function RefusalNote({ refusal }: { refusal: SignInRefusal | null }) {
  const { i18n } = useLingui()
  const words = refusal && signInRefusalWords(refusal)
  return words ? (
    <ErrorNote title={i18n._(words.happened)} safe={words.safe && i18n._(words.safe)}>
      {i18n._(words.todo)}
    </ErrorNote>
  ) : null
}
