import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Check, History, MessageSquare, X } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { SessionId } from '#domain/ids.ts'
import { isByItem } from '#domain/itemRegister.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import { STATUS_WORDS } from '#screens/shared/words/attendance.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Select } from '#ui/Select.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import styles from './MarkSheet.module.css'
import { MarkDraft } from './markDraft.model.ts'
import { RecordList } from './RecordList.tsx'
import { isOwnMark, recordsOf } from './records.ts'
import type { RegisterScreen } from './register.model.ts'
import type { RowView } from './rowView.ts'
import { TimePairs } from './TimePairs.tsx'
import { useRowName } from './useRowName.ts'

interface MarkSheetProps {
  model: RegisterScreen
  session: SessionId
  row: RowView
}

/** One person in one session: the mark with times, mode and note, and everything that was recorded. */
export function MarkSheet({ model, session, row }: MarkSheetProps) {
  const name = useRowName(row)
  const [view, register] = [model.view.value, model.shown.value]
  if (view === null || register === null) return null
  return <Filled model={model} session={session} row={row} view={view} register={register} name={name} />
}

interface FilledProps extends MarkSheetProps {
  view: NonNullable<RegisterScreen['view']['value']>
  register: NonNullable<RegisterScreen['register']['value']>
  name: string
}

function Filled({ model, session, row, view, register, name }: FilledProps) {
  const { t, i18n } = useLingui()
  const facts = register.facts
  const item = model.chosen.value
  const typed = useDraft('mark', session, row.person, item?.id ?? '')
  const frozen = register.state === 'submitted' || register.state === 'accepted'
  const [missing, setMissing] = useState(0)
  const reason = useRef<HTMLTextAreaElement>(null)
  // What is missing may lie below the fold, and what is said of it under that.
  useEffect(() => {
    if (missing === 0) return
    reason.current?.focus({ preventScroll: true })
    reason.current?.scrollIntoView({ block: 'center' })
  }, [missing])
  const draft = useModel(() => new MarkDraft(row, view, facts, model.now.value.at, typed, frozen))
  // What is half typed stays in sight, whatever happens meanwhile.
  const [couldRecord] = useState(() => model.canRecord.peek())
  const organisation = view.people.get(row.person)?.organisationName
  const records = recordsOf(view, row.row, item?.id ?? null)
  const canTakeBack = records.some(
    ({ standing, recorded }) =>
      (standing === 'counts' || standing === 'correction') &&
      isOwnMark(recorded, model.me.value, row.person, item?.id ?? null),
  )
  const save = () => {
    if (frozen && !draft.hasReason.value) return setMissing(missing + 1)
    void model.mark(row.person, draft.input())
    model.closeSheet()
  }
  const recorded = records.length > 0 && (
    <section class={styles.records}>
      <h3 class={styles.heading}>
        <Trans>What was recorded</Trans>
      </h3>
      <RecordList records={records} view={view} me={model.me.value} facts={facts} now={model.now.value.at} />
      {canTakeBack && model.canRecord.value && (
        <Button
          variant="plain"
          onClick={() => {
            void model.takeBack(row.person)
            model.closeSheet()
          }}
        >
          <Trans>Take back my record</Trans>
        </Button>
      )}
      <Button variant="plain" icon={History} href={`/history/${session}/${row.person}`}>
        <Trans>History</Trans>
      </Button>
    </section>
  )
  return (
    <Sheet
      title={name}
      subtitle={[item?.title, organisation].filter(Boolean).join(' · ')}
      onClose={() => model.closeSheet()}
      footer={
        model.canRecord.value && (
          <Button variant="primary" onClick={save}>
            {frozen ? <Trans>Send as a correction</Trans> : <Trans>Save</Trans>}
          </Button>
        )
      }
    >
      {frozen && (
        <Banner tone="note">
          <Trans>The register is submitted. A change here becomes a correction: the office decides on it.</Trans>
        </Banner>
      )}
      {item === null && isByItem(row.row) && couldRecord && (
        <Banner tone="note">
          <Trans>
            Single agenda items are marked here. What you save now is for the whole session and replaces them.
          </Trans>
        </Banner>
      )}
      {row.row.disagreement && (
        <>
          <Banner tone="warning">
            <Trans>The records differ. The more careful one counts until the office decides.</Trans>
          </Banner>
          {recorded}
        </>
      )}
      {couldRecord && !model.canRecord.value && (
        <Banner tone="warning" role="status">
          <Trans>The hub ended your sign-in meanwhile. This cannot be recorded any more.</Trans>
        </Banner>
      )}
      {couldRecord && (
        <>
          <Segmented
            label={<Trans>Attendance</Trans>}
            hideLabel
            value={draft.status.value}
            onChange={(status) => draft.setStatus(status)}
            options={[
              { value: 'present', text: t`Present`, icon: Check, tone: 'present' },
              { value: 'absent', text: t`Absent`, icon: X, tone: 'absent' },
              { value: 'excused', text: t`Excused`, icon: MessageSquare, tone: 'excused' },
            ]}
          />
          {draft.offered.value.length > 0 && (
            <Select
              label={<Trans>More exactly</Trans>}
              value={draft.ownStatus.value}
              onChange={(id) => draft.setOwnStatus(id)}
              options={[
                { value: '', text: i18n._(STATUS_WORDS[draft.status.value]) },
                ...draft.offered.value.map(({ id, name, counts }) => ({
                  value: id,
                  text: `${name} · ${i18n._(STATUS_WORDS[counts])}`,
                })),
              ]}
            />
          )}
          {draft.status.value === 'present' && facts.mode === 'both' && (
            <Segmented
              label={<Trans>Where</Trans>}
              value={draft.mode.value}
              onChange={(mode) => draft.setMode(mode)}
              options={[
                { value: 'on-site', text: t`On site` },
                { value: 'online', text: t`Online` },
              ]}
            />
          )}
          {draft.status.value === 'present' && <TimePairs draft={draft} facts={facts} />}
          <TextArea
            label={
              frozen ? (
                <Trans>Reason of the correction</Trans>
              ) : draft.status.value === 'excused' ? (
                <Trans>Reason</Trans>
              ) : (
                <Trans>Note</Trans>
              )
            }
            error={
              missing > 0 && frozen && !draft.hasReason.value ? (
                <Trans>Write why the submitted register should change.</Trans>
              ) : undefined
            }
            value={draft.note.value}
            onInput={(text) => draft.setNote(text)}
            areaRef={reason}
            rows={2}
            maxLength={500}
          />
        </>
      )}
      {!row.row.disagreement && recorded}
    </Sheet>
  )
}
