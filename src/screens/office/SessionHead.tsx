import { Plural, Trans, useLingui } from '@lingui/react/macro'
import {
  CalendarX,
  CircleCheck,
  CircleDashed,
  ClipboardList,
  History,
  type IconNode,
  Pencil,
  PencilLine,
  Printer,
  Undo2,
} from 'lucide'
import type { RegisterState } from '#domain/register.ts'
import { netMinutes } from '#domain/sessionTime.ts'
import { REGISTER_STATE_WORDS, SESSION_MODE_WORDS } from '#screens/shared/words/attendance.ts'
import { formatDay, formatList, formatMinutes, formatWallTimes } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { IconButton } from '#ui/IconButton.tsx'
import { type ChipTone, StatusChip } from '#ui/StatusChip.tsx'
import { PaneHead } from './PaneHead.tsx'
import { standingOf } from './programmes.model.ts'
import styles from './SessionRegister.module.css'
import type { SessionPage } from './session.model.ts'

interface SessionHeadProps {
  page: SessionPage
  /** Whether this member plans: coordinators do. */
  canPlan: boolean
  now: number
}

const STATE_LOOK: Record<RegisterState, { tone: ChipTone; icon: IconNode }> = {
  'not-started': { tone: 'unset', icon: CircleDashed },
  'in-progress': { tone: 'accent', icon: PencilLine },
  submitted: { tone: 'present', icon: CircleCheck },
  accepted: { tone: 'present', icon: CircleCheck },
  returned: { tone: 'late', icon: Undo2 },
  'did-not-take-place': { tone: 'plain', icon: CalendarX },
}

/** What session it is, when and where, who teaches, and what became of its register. */
export function SessionHead({ page, canPlan, now }: SessionHeadProps) {
  const { i18n, t } = useLingui()
  const { view, report } = page
  const { session, run } = view
  const { facts, state } = report.register
  const standing = standingOf({ ...session, state }, now)
  const trainers = session.trainers.map((member) => view.members.get(member)).filter((name) => name !== undefined)
  // In full, also when it is today: this is printed.
  const day = formatDay(facts.date)
  const names = formatList(trainers)
  const look = STATE_LOOK[state]
  return (
    <PaneHead
      main
      backHref={`/office/runs/${session.run}`}
      eyebrow={
        <>
          {run.number !== null && (
            <>
              <Trans>run {run.number}</Trans>
              {' · '}
            </>
          )}
          <Trans>
            session {session.index} of {session.ofSessions}
          </Trans>
        </>
      }
      title={localText(session.title)}
      subtitle={
        <>
          <p class={styles.when}>
            {day}, {formatWallTimes(facts.start, facts.end)}
          </p>
          <p>
            {[session.place, i18n._(SESSION_MODE_WORDS[facts.mode])].filter(Boolean).join(' · ')}
            {' · '}
            {formatMinutes(netMinutes(facts))}
            {facts.breaks.length > 0 && (
              <>
                {' · '}
                <Plural value={facts.breaks.length} one="# break left out" other="# breaks left out" />
              </>
            )}
          </p>
          <p>{trainers.length > 0 ? <Trans>Taught by {names}</Trans> : <Trans>No trainer is named</Trans>}</p>
          <p class={styles.chip}>
            {standing === 'missed' ? (
              <StatusChip tone="absent" icon={CircleDashed}>
                <Trans>Nothing recorded</Trans>
              </StatusChip>
            ) : standing === 'cancelled' ? (
              <StatusChip tone="plain" icon={CalendarX}>
                <Trans>Cancelled</Trans>
              </StatusChip>
            ) : (
              <StatusChip tone={look.tone} icon={look.icon}>
                {i18n._(REGISTER_STATE_WORDS[state])}
              </StatusChip>
            )}
          </p>
        </>
      }
      aside={
        <span class={styles.print}>
          {canPlan && (
            <IconButton
              icon={Pencil}
              label={t`Change the session`}
              href={`/office/runs/${session.run}/sessions/${session.session}`}
            />
          )}
          <IconButton icon={History} label={t`History`} href={`/history/${session.session}`} />
          <IconButton icon={ClipboardList} label={t`Attendance sheet`} href={`/print/sheets/${session.session}`} />
          <IconButton icon={Printer} label={t`Print`} onClick={() => print()} />
        </span>
      }
    />
  )
}
