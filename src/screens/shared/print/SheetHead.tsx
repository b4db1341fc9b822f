import { Trans, useLingui } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import { SESSION_MODE_WORDS } from '#screens/shared/words/attendance.ts'
import { formatDay, formatList, formatMinutes, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Publicity } from './Publicity.tsx'
import styles from './SheetPaper.module.css'
import type { SheetKind } from './SheetPaper.tsx'
import { SheetState } from './SheetState.tsx'
import type { Sheet } from './sheet.model.ts'

interface SheetHeadProps {
  sheet: Sheet
  kind: SheetKind
  hubName: string
}

/** Who funds it, what it is, and everything that an auditor looks for (domain: fields of the sheet). */
export function SheetHead({ sheet, kind, hubName }: SheetHeadProps) {
  const { i18n } = useLingui()
  const { view, programme, activity, trainers, register } = sheet
  const { session, run } = view
  const { facts, netMinutes } = register
  return (
    <header class={styles.head}>
      <Publicity programme={programme} hubName={hubName} />
      <div class={styles.titleLine}>
        <h2 class={styles.title}>
          <Trans>Attendance sheet</Trans>
        </h2>
        {kind === 'recorded' && <SheetState sheet={sheet} />}
      </div>
      <dl class={styles.fields}>
        {programme && (
          <Field wide label={<Trans>Programme</Trans>}>
            {localText(programme.title)}
          </Field>
        )}
        {programme?.registrationNumber && (
          <Field label={<Trans>Registration number</Trans>}>{programme.registrationNumber}</Field>
        )}
        {programme?.beneficiary && <Field label={<Trans>Beneficiary</Trans>}>{programme.beneficiary}</Field>}
        {activity && <Field label={<Trans>Activity</Trans>}>{activityText(activity)}</Field>}
        <Field label={<Trans>Course</Trans>}>
          {localText(run.title)}
          {run.number !== null && (
            <>
              {', '}
              <Trans>run {run.number}</Trans>
            </>
          )}
        </Field>
        <Field label={<Trans>Session</Trans>}>
          {localText(session.title)}{' '}
          <Trans>
            ({session.index} of {session.ofSessions})
          </Trans>
        </Field>
        <Field label={<Trans>Date</Trans>}>{formatDay(facts.date)}</Field>
        <Field label={<Trans>Time</Trans>}>{formatWallTimes(facts.start, facts.end)}</Field>
        <Field label={<Trans>Breaks</Trans>}>
          {facts.breaks.length > 0 ? (
            facts.breaks.map(({ start, end }) => formatWallTimes(start, end)).join(', ')
          ) : (
            <Trans>none</Trans>
          )}
        </Field>
        <Field label={<Trans>Length without breaks</Trans>}>{formatMinutes(netMinutes)}</Field>
        <Field label={<Trans context="how a session is held">Form</Trans>}>
          {i18n._(SESSION_MODE_WORDS[facts.mode])}
        </Field>
        <Field label={<Trans>Place</Trans>}>{session.place || '—'}</Field>
        <Field label={<Trans>Taught by</Trans>}>{trainers.length > 0 ? formatList(trainers) : '—'}</Field>
      </dl>
    </header>
  )
}

/** What further pages need to be known by. */
export function SheetHeadAgain({ sheet, hubName }: Omit<SheetHeadProps, 'kind'>) {
  const { programme, view, register } = sheet
  const { facts } = register
  return (
    <header class={styles.head}>
      <Publicity programme={programme} hubName={hubName} />
      <p class={styles.again}>
        <b>
          <Trans>Attendance sheet</Trans>
        </b>
        {' · '}
        {[
          localText(view.session.title),
          `${formatDay(facts.date)}, ${formatWallTimes(facts.start, facts.end)}`,
          view.session.place,
          programme?.registrationNumber,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </header>
  )
}

function activityText({ number, title }: NonNullable<Sheet['activity']>): string {
  const text = localText(title)
  return number === null ? text : `${number}. ${text}`
}

interface FieldProps {
  label: ComponentChildren
  children: ComponentChildren
  /** As long as the page is wide. */
  wide?: boolean
}

function Field({ label, children, wide }: FieldProps) {
  return (
    <div class={styles.field} data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}
