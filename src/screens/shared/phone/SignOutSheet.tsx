import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import type { SeatInfo } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { storeFailureWords } from '../words/failures.ts'
import styles from './Phone.module.css'
import type { PhoneModel, SignOutFailure } from './phone.model.ts'

interface SignOutSheetProps {
  model: Model<InstanceType<typeof PhoneModel>>
  leaving: SeatInfo
  onSignedOut: () => void
}

/** Asks before signing out, and tells why it cannot be done while something is not received (S1). */
export function SignOutSheet({ model, leaving, onSignedOut }: SignOutSheetProps) {
  const busy = model.signingOut.value
  const failure = model.failure.value
  const name = leaving.displayName

  async function leave(): Promise<void> {
    if (await model.signOut()) onSignedOut()
  }

  return (
    <Sheet
      title={<Trans>Sign out {name}?</Trans>}
      onClose={() => model.askSignOut(null)}
      footer={
        <div class={styles.buttons}>
          <Button disabled={busy} onClick={() => model.askSignOut(null)}>
            <Trans>Stay signed in</Trans>
          </Button>
          <Button variant="danger" busy={busy} onClick={() => void leave()}>
            {failure ? <Trans>Try again</Trans> : <Trans>Sign out</Trans>}
          </Button>
        </div>
      }
    >
      <div class={styles.asking}>
        <p>
          <Trans>
            Teren first waits until the hub has received everything. Then what this person had here is removed from this
            phone. A new code is needed to sign in again.
          </Trans>
        </p>
        {busy && (
          <p role="status" class={styles.quiet}>
            <Trans>Sending what is left</Trans>
          </p>
        )}
        {failure && <SignOutFailureNote failure={failure} />}
      </div>
    </Sheet>
  )
}

interface SignOutFailureNoteProps {
  failure: SignOutFailure
}

function SignOutFailureNote({ failure }: SignOutFailureNoteProps) {
  const { i18n } = useLingui()
  if (failure.kind === 'unsent') {
    return (
      <ErrorNote
        title={
          <Plural
            value={failure.changes}
            one="Not signed out: the hub does not have # change yet."
            other="Not signed out: the hub does not have # changes yet."
          />
        }
        safe={<Trans>Everything is kept on this phone.</Trans>}
      >
        <Trans>
          Find a network and try again. <a href="/waiting">See every change</a>
        </Trans>
      </ErrorNote>
    )
  }
  if (failure.kind === 'unreachable') {
    return (
      <ErrorNote
        title={<Trans>Not signed out: the hub did not answer.</Trans>}
        safe={<Trans>Everything is kept on this phone.</Trans>}
      >
        <Trans>Signing out needs a network. Try again when you have one.</Trans>
      </ErrorNote>
    )
  }
  const words = storeFailureWords(failure)
  return (
    <ErrorNote title={i18n._(words.happened)} safe={words.safe && i18n._(words.safe)}>
      {i18n._(words.todo)}
    </ErrorNote>
  )
}
