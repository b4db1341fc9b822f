import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import type { Seat } from '#store/api.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { AwakeRow } from './hand/AwakeRow.tsx'
import { LastTime } from './hand/lastTime.model.ts'
import type { RegisterScreen } from './register.model.ts'

/** What is needed seldom: submit with gaps, did not take place, take a submission back, let people join. */
export function MoreSheet({ model, seat }: { model: RegisterScreen; seat: Seat }) {
  const last = useModel(() => new LastTime(seat, model))
  const [register, view] = [model.register.value, model.view.value]
  if (register === null || view === null) return null
  const { notRecorded } = register.counts
  const open = model.isOpen.value
  const canSubmit = open && register.rows.length > notRecorded
  return (
    <Sheet title={<Trans>More</Trans>} onClose={() => model.closeSheet()}>
      <List>
        {open && (
          <ListRow
            onClick={() => model.openSheet({ kind: 'scan' })}
            detail={<Trans>Reads QR codes by the camera, also without a network</Trans>}
          >
            <Trans>Scan badges</Trans>
          </ListRow>
        )}
        {canSubmit && (
          <ListRow
            onClick={() => model.openSheet({ kind: 'submit' })}
            detail={
              notRecorded > 0 && (
                <Plural value={notRecorded} one="# person is not marked" other="# people are not marked" />
              )
            }
          >
            <Trans>Submit the register</Trans>
          </ListRow>
        )}
        {open && (
          <ListRow
            onClick={() => model.openSheet({ kind: 'not-held' })}
            detail={<Trans>You give the reason. What was marked stays in the records.</Trans>}
          >
            <Trans>The session did not take place</Trans>
          </ListRow>
        )}
        {model.ownSubmission.value !== null && model.canRecord.value && (
          <ListRow
            onClick={() => {
              void model.takeBackSubmission()
              model.closeSheet()
            }}
            detail={<Trans>As long as the office has not accepted it.</Trans>}
          >
            <Trans>Take the submission back</Trans>
          </ListRow>
        )}
        {open && register.rows.length > 0 && (
          <>
            {last.present.value.size > 0 && notRecorded > 0 && (
              <ListRow
                onClick={() => model.openSheet({ kind: 'several', first: 'last-time' })}
                detail={<Trans>Proposes as present who was there last time</Trans>}
              >
                <Trans>As last time</Trans>
              </ListRow>
            )}
            <ListRow onClick={() => model.openSheet({ kind: 'several', first: 'none' })}>
              <Trans>Mark several people</Trans>
            </ListRow>
          </>
        )}
        {model.canRecord.value && model.steps.value.length > 0 && (
          <ListRow
            onClick={() => model.openSheet({ kind: 'steps' })}
            detail={<Trans>What you marked last, and the way back</Trans>}
          >
            <Trans>Last steps</Trans>
          </ListRow>
        )}
        {model.canRecord.value && <AwakeRow model={model} />}
        {model.canRecord.value && (
          <ListRow
            href={
              seat.info.value.role === 'coordinator'
                ? `/office/runs/${view.run.run}/sessions/${view.session.session}`
                : `/day/change/${view.session.session}`
            }
            detail={<Trans>Other times, place or trainer, or a second part</Trans>}
          >
            <Trans>Change the session</Trans>
          </ListRow>
        )}
        {model.canRecord.value && (
          <ListRow
            onClick={() => model.openSheet({ kind: 'class-book' })}
            detail={<Trans>What was taught, and how</Trans>}
          >
            <Trans>Class book</Trans>
          </ListRow>
        )}
        <ListRow href={`/skills/${view.run.run}/${view.session.session}`} detail={<Trans>What people can do</Trans>}>
          <Trans>Assess skills</Trans>
        </ListRow>
        <ListRow
          href={`/runs/${view.run.run}/boards/${view.session.session}`}
          detail={<Trans>Groups, and what each works out</Trans>}
        >
          <Trans>Group work</Trans>
        </ListRow>
        {model.canRecord.value && register.counts.present > 0 && (
          <ListRow
            href={`/signatures/${view.session.session}`}
            detail={<Trans>The phone goes from hand to hand</Trans>}
          >
            <Trans>Collect signatures</Trans>
          </ListRow>
        )}
        <ListRow
          href={`/history/${view.session.session}`}
          detail={<Trans>Who recorded what and when, and what became of it</Trans>}
        >
          <Trans>History</Trans>
        </ListRow>
        <ListRow
          href={`/print/sheets/${view.session.session}`}
          detail={<Trans>To be signed, or as it was recorded</Trans>}
        >
          <Trans>Print the attendance sheet</Trans>
        </ListRow>
        <ListRow
          href={`/runs/${view.run.run}/codes/${view.session.session}`}
          detail={<Trans>With a code people join on their own phones</Trans>}
        >
          <Trans>Codes for participants</Trans>
        </ListRow>
        <ListRow
          href={`/runs/${view.run.run}/badges/${view.session.session}`}
          detail={<Trans>To check in at the door</Trans>}
        >
          <Trans>Badges</Trans>
        </ListRow>
        <ListRow
          href={`/day/ready/${view.session.session}`}
          detail={<Trans>What this phone has for a room without a network</Trans>}
        >
          <Trans>Ready for the room?</Trans>
        </ListRow>
        <ListRow href="/waiting" detail={<Trans>Every change, and where it is</Trans>}>
          <Trans>Saving and sending</Trans>
        </ListRow>
        <ListRow href="/sessions">
          <Trans>All sessions</Trans>
        </ListRow>
      </List>
    </Sheet>
  )
}
