import { Trans } from '@lingui/react/macro'
import { CalendarDays } from 'lucide'
import type { MemberId, SessionId } from '#domain/ids.ts'
import type { SessionRow } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { PaneNote } from './PaneNote.tsx'
import { SessionRowLink } from './SessionRowLink.tsx'

interface SessionPaneProps {
  sessions: SessionRow[]
  names: ReadonlyMap<MemberId, string>
  now: number
  /** The session that is open beside the list. */
  chosen: SessionId | null
}

/** The sessions of one run, by time. */
export function SessionPane({ sessions, names, now, chosen }: SessionPaneProps) {
  if (sessions.length === 0) {
    return (
      <PaneNote>
        <EmptyState icon={CalendarDays} title={<Trans>No sessions are planned yet</Trans>}>
          <Trans>They appear here as soon as a coordinator plans them.</Trans>
        </EmptyState>
      </PaneNote>
    )
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul role="list">
      {sessions.map((session) => (
        <SessionRowLink
          key={session.session}
          session={session}
          names={names}
          now={now}
          selected={session.session === chosen}
        />
      ))}
    </ul>
  )
}
