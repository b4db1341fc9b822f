import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Check, MessageSquare, X } from 'lucide'
import { useState } from 'preact/hooks'
import type { SessionId } from '#domain/ids.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import { STATUS_WORDS } from '#screens/shared/words/attendance.ts'
import type { Seat } from '#store/api.ts'
import { dayIn, formatNearDay, formatNumber } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import type { RegisterScreen } from '../register.model.ts'
import type { RowView } from '../rowView.ts'
import { useRowName } from '../useRowName.ts'
import styles from './SeveralSheet.module.css'
import { type FirstChosen, Several } from './several.model.ts'

interface SeveralSheetProps {
  model: RegisterScreen
  seat: Seat
  session: SessionId
  first: FirstChosen
}

/** One mark for several people: whoever the list was narrowed to, whoever was there last time, or chosen one by one. */
export function SeveralSheet({ model, seat, session, first }: SeveralSheetProps) {
  const { t } = useLingui()
  const typed = useDraft('several', session)
  const several = useModel(() => new Several(seat, model, first, typed))
  const [missing, setMissing] = useState(false)
  const { rows, chosen, status, asLastTime, lastSession } = several
  const today = model.view.value && dayIn(model.now.value.at, model.view.value.session.facts.zone)
  const count = chosen.value.length
  const save = () => {
    if (count === 0) return setMissing(true)
    void model.markSeveral(chosen.value, status.value, several.note.value)
    model.closeSheet()
  }
  return (
    <Sheet
      title={<Trans>Mark several people</Trans>}
      subtitle={
        first === 'last-time' && lastSession.value && today ? (
          <Trans>Who was there last time: {formatNearDay(lastSession.value.facts.date, today)}</Trans>
        ) : undefined
      }
      onClose={() => model.closeSheet()}
      footer={
        <Button variant="primary" onClick={save}>
          <Trans>Save the mark · {formatNumber(count)}</Trans>
        </Button>
      }
    >
      <Segmented
        label={t`Attendance`}
        hideLabel
        value={status.value}
        onChange={(next) => several.setStatus(next)}
        options={[
          { value: 'present', text: t`Present`, icon: Check, tone: 'present' },
          { value: 'absent', text: t`Absent`, icon: X, tone: 'absent' },
          { value: 'excused', text: t`Excused`, icon: MessageSquare, tone: 'excused' },
        ]}
      />
      {status.value === 'excused' && (
        <TextArea
          label={<Trans>Reason</Trans>}
          hint={<Trans>It is noted with each of them.</Trans>}
          value={several.reason.value}
          onInput={(text) => several.setReason(text)}
          rows={2}
          maxLength={500}
        />
      )}
      <div class={styles.quick}>
        <Button variant="plain" onClick={() => several.all()}>
          <Trans>Choose all</Trans>
        </Button>
        <Button variant="plain" onClick={() => several.none()}>
          <Trans>Choose nobody</Trans>
        </Button>
        {first !== 'last-time' && asLastTime.value.length > 0 && (
          <Button variant="plain" onClick={() => several.likeLastTime()}>
            <Trans>As last time · {formatNumber(asLastTime.value.length)}</Trans>
          </Button>
        )}
      </div>
      {missing && count === 0 && (
        <p class={styles.missing} role="alert">
          <Trans>Choose somebody first.</Trans>
        </p>
      )}
      <Choices
        label={<Plural value={count} one="# person chosen" other="# people chosen" />}
        options={rows.value.map((row) => ({
          value: row.person,
          text: <Name row={row} />,
          detail: <Now row={row} />,
        }))}
        chosen={{ several: chosen.value }}
        onChange={(person) => several.toggle(person)}
      />
    </Sheet>
  )
}

function Name({ row }: { row: RowView }) {
  return useRowName(row)
}

/** What is recorded now, and that one mark would replace more than a status. */
function Now({ row }: { row: RowView }) {
  const { i18n } = useLingui()
  const { outcome } = row.row
  if (outcome === null) return <Trans>Not marked</Trans>
  const words = i18n._(STATUS_WORDS[outcome.status])
  return row.tap === null ? <Trans>{words}, with more that would be replaced</Trans> : words
}
