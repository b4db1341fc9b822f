import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { VNode } from 'preact'
import { type ClassBookFields, classBookOf } from '#domain/classBook.ts'
import type { Outcome } from '#domain/register.ts'
import { RECORD_WORDS } from '#screens/shared/words/attendance.ts'
import { formatMinutes, formatNumber } from '#text/format.ts'
import { PersonWords } from './PersonWords.tsx'
import styles from './SheetPaper.module.css'
import type { SheetLook } from './SheetPaper.tsx'
import type { Remark, Sheet, SheetRow } from './sheet.model.ts'

/** What follows the list: how many, what is not settled, who signs. */
export function sheetTail(sheet: Sheet, { kind }: SheetLook): VNode[] {
  const remarks = [...sheet.rows, ...sheet.walkIns].flatMap((row) => row.remarks.map((remark) => ({ row, remark })))
  const told = kind === 'recorded' ? remarks : []
  return [
    ...(kind === 'recorded' ? [<Counts key="counts" sheet={sheet} />] : []),
    ...told.map(({ row, remark }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: several of one person stand in their order
      <RemarkLine key={`remark-${at}`} row={row} remark={remark} />
    )),
    ...(kind === 'recorded' ? classBookOf(sheet.register.session, sheet.view.claims) : []).map(
      ({ key, recorder, claim }) => <BookLine key={key} by={sheet.view.members.get(recorder) ?? null} entry={claim} />,
    ),
    <Signatures key="signatures" trainers={sheet.trainers} />,
  ]
}

function Counts({ sheet }: { sheet: Sheet }) {
  const { present, partial, absent, excused, notRecorded } = sheet.register.counts
  return (
    <p class={styles.counts}>
      <span>
        <Trans>
          Present: <b>{formatNumber(present)}</b>
        </Trans>
        {partial > 0 && (
          <>
            {' '}
            <Plural value={partial} one="(# for a part)" other="(# for a part)" />
          </>
        )}
      </span>
      <span>
        <Trans>
          Absent: <b>{formatNumber(absent)}</b>
        </Trans>
      </span>
      <span>
        <Trans>
          Excused: <b>{formatNumber(excused)}</b>
        </Trans>
      </span>
      {notRecorded > 0 && (
        <span>
          <Trans>
            Not recorded: <b>{formatNumber(notRecorded)}</b>
          </Trans>
        </span>
      )}
    </p>
  )
}

/** What was taught, by whom it was written. */
function BookLine({ by, entry: { topic, method, note } }: { by: string | null; entry: ClassBookFields }) {
  return (
    <p class={styles.remark}>
      {topic && (
        <>
          <Trans>Topic taught</Trans>: <b dir="auto">{topic}</b>.{' '}
        </>
      )}
      {method && (
        <>
          <Trans>Method</Trans>: <span dir="auto">{method}</span>.{' '}
        </>
      )}
      {note && <span dir="auto">{note} </span>}
      {by && <span translate={false}>({by})</span>}
    </p>
  )
}

function RemarkLine({ row, remark }: { row: SheetRow; remark: Remark }) {
  return (
    <p class={styles.remark}>
      * {formatNumber(row.number)}{' '}
      <b translate={false}>
        <PersonWords row={row} />
      </b>
      {': '}
      <RemarkWords remark={remark} />
    </p>
  )
}

function RemarkWords({ remark }: { remark: Remark }) {
  const words = useOutcomeWords()
  const { t } = useLingui()
  if (remark.kind === 'decided') {
    const { by } = remark
    return by === null ? <Trans>decided by the office</Trans> : <Trans>decided by {by}</Trans>
  }
  if (remark.kind === 'correction') {
    const [before, after] = [words(remark.before), words(remark.after)]
    return (
      <Trans>
        corrected after the submission, not decided yet: {before} → {after}
      </Trans>
    )
  }
  const said = remark.said.map(({ by, outcome }) => `${by ?? t`somebody unknown`}: ${words(outcome)}`).join(' · ')
  return <Trans>records differ, not decided yet ({said}); the lower one counts</Trans>
}

function useOutcomeWords(): (outcome: Outcome | null) => string {
  const { i18n, t } = useLingui()
  return (outcome) => {
    if (outcome === null) return t`Not recorded`
    const status = i18n._(RECORD_WORDS[outcome.status])
    return outcome.status === 'present' ? `${status}, ${formatMinutes(outcome.minutes)}` : status
  }
}

function Signatures({ trainers }: { trainers: readonly string[] }) {
  const signing = trainers.length > 0 ? trainers : ['']
  return (
    <div class={styles.signatures}>
      {signing.map((name) => (
        <p key={name} class={styles.signature}>
          <Trans>Trainer</Trans>
          {name && <span translate={false}> {name}</span>}
        </p>
      ))}
      <p class={styles.signature}>
        <Trans>Person responsible</Trans>
      </p>
    </div>
  )
}
