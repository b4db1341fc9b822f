import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Ban } from 'lucide'
import type { SeatInfo } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { CodeCard } from '../codes/CodeCard.tsx'
import { refusalWords } from '../words/refusals.ts'
import { NotKept } from './NotKept.tsx'
import styles from './Participants.module.css'
import type { CodeRow, ParticipantsScreen } from './participants.model.ts'

interface CodeSheetProps {
  model: ParticipantsScreen
  row: CodeRow
  info: SeatInfo
  isReached: boolean
}

/** One person's code, large, to be handed over; or how they get one. */
export function CodeSheet({ model, row, info, isReached }: CodeSheetProps) {
  const { person, code, signedIn } = row
  const isThere = code === 'given' || code === 'asked'
  return (
    <Sheet
      title={person.displayName}
      subtitle={signedIn > 0 && <Plural value={signedIn} one="Signed in on # phone." other="Signed in on # phones." />}
      onClose={() => model.open(null)}
      isText={code === 'asked'}
      footer={
        !isThere && (
          <Button variant="primary" wide busy={model.making.value} onClick={() => void model.make(person.person)}>
            {code === 'refused' ? (
              <Trans>Ask again</Trans>
            ) : signedIn > 0 ? (
              <Trans>Make a code for another phone</Trans>
            ) : (
              <Trans>Make a code</Trans>
            )}
          </Button>
        )
      }
    >
      <NotKept model={model} />
      <Content model={model} row={row} info={info} isReached={isReached} />
    </Sheet>
  )
}

function Content({ model, row, info, isReached }: CodeSheetProps) {
  const { i18n } = useLingui()
  const now = model.now.value
  const { person, code, invitation, signedIn } = row
  switch (code) {
    case 'given':
      return (
        <>
          <CodeCard
            displayName={person.displayName}
            hubName={info.hubName}
            serverId={info.serverId}
            code={invitation?.code ?? ''}
            expiresAt={invitation?.expiresAt ?? now}
            now={now}
          />
          <p class={styles.quiet}>
            <Trans>
              Before joining, the person reads who will see what about them, and can still say no. Give the code to
              nobody else: whoever uses it sees what this person sees.
            </Trans>
          </p>
          <div class={styles.withdraw}>
            <Button
              variant="danger"
              icon={Ban}
              disabled={!isReached}
              busy={model.making.value}
              onClick={() => void model.withdraw(row)}
            >
              <Trans>Withdraw the code</Trans>
            </Button>
            <p class={styles.quiet}>
              {isReached ? (
                <Trans>If it was lost. Nobody can use it then; you can make a new one.</Trans>
              ) : (
                <Trans>Withdrawing needs the network: until the hub knows, the code can be used.</Trans>
              )}
            </p>
          </div>
        </>
      )
    case 'asked':
      return (
        <p role="status">
          {isReached ? (
            <Trans>The hub is making the code …</Trans>
          ) : (
            <Trans>The hub makes the code. It comes here as soon as this phone has a network.</Trans>
          )}
        </p>
      )
    case 'refused': {
      const words = refusalWords(invitation?.refusal ?? 'failed')
      return (
        <ErrorNote title={i18n._(words.happened)}>
          <Trans>Ask again. If it is refused again, ask a coordinator of your hub.</Trans>
        </ErrorNote>
      )
    }
    case 'none':
      return (
        <>
          <p>
            {signedIn > 0 ? (
              <Trans>For a new phone, make a new code. What the person has comes to it.</Trans>
            ) : (
              <Trans>With it the person joins on their own phone. They need no e-mail and no password.</Trans>
            )}
          </p>
          <p class={styles.quiet}>
            <Trans>The code works once, within a week.</Trans>
          </p>
        </>
      )
  }
}
