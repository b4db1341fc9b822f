import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CalendarClock } from 'lucide'
import { changeToPutBack } from '#domain/fieldChange.ts'
import { FieldChangeWords } from '#screens/shared/fieldChange/FieldChangeWords.tsx'
import { PartOfNote } from '#screens/shared/fieldChange/PartOfNote.tsx'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import type { RegisterView, Seat } from '#store/api.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import styles from './SessionRegister.module.css'
import { isFrozen } from './session/sessionForm.model.ts'

interface FieldChangesProps {
  seat: Seat
  view: RegisterView
  now: number
}

/** What trainers changed of a session where they taught it. Whoever plans puts the last of it back, as long as nobody
 *  changed the same since and the register was not handed in (F7). */
export function FieldChanges({ seat, view, now }: FieldChangesProps) {
  const saving = useModel(() => new SavingModel())
  const { session, changes, partOf } = view
  const canPlan = seat.info.value.role === 'coordinator' && !isFrozen(session.state) && !session.cancelled
  const last = canPlan ? changeToPutBack(changes, session) : null
  if (changes.length === 0 && partOf === null) return null
  const putBack = () =>
    last && void saving.save(async () => (await seat.office()).putBack(session.run, session.session, last))
  return (
    <div class={styles.notices}>
      <PartOfNote view={view} />
      {changes.map((change) => (
        <Banner
          key={change.id}
          tone={change.isUndone ? 'note' : 'info'}
          icon={CalendarClock}
          action={
            change === last && (
              <Button variant="plain" busy={saving.busy.value} onClick={putBack}>
                <Trans>Put it back</Trans>
              </Button>
            )
          }
        >
          <FieldChangeWords change={change} view={view} now={now} />
          {change.isUndone && (
            <>
              {' · '}
              <Trans>Put back.</Trans>
            </>
          )}
          {change === last && saving.failure.value && (
            <>
              {' '}
              <Trans>It could not be saved. Try again.</Trans>
            </>
          )}
        </Banner>
      ))}
    </div>
  )
}
