import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { CalendarX, Check, CircleDashed, Clock, type IconNode, MessageSquare, X } from 'lucide'
import type { ChipTone } from '#ui/StatusChip.tsx'
import type { MySession } from '../myRuns.ts'

/** What became of a session for one participant. */
export type Attendance =
  | 'present'
  | 'absent'
  | 'excused'
  /** It goes on, and nobody has marked this person yet. */
  | 'now'
  /** It is over, and nobody has marked this person. That is not the same as absent. */
  | 'not-recorded'
  | 'did-not-take-place'
  | 'cancelled'

export function attendanceOf({ cancelled, mine, endsAt }: MySession, now: number): Attendance {
  if (mine && mine.state !== 'not-recorded') return mine.state
  if (cancelled) return 'cancelled'
  if (mine?.registerState === 'did-not-take-place') return 'did-not-take-place'
  return endsAt > now ? 'now' : 'not-recorded'
}

export const ATTENDANCE_WORDS: Record<Attendance, MessageDescriptor> = {
  present: msg`You were there`,
  absent: msg`You were not there`,
  excused: msg`You were excused`,
  now: msg`Now`,
  'not-recorded': msg`Nothing recorded yet`,
  'did-not-take-place': msg`Did not take place`,
  cancelled: msg`Cancelled`,
}

export const ATTENDANCE_LOOKS: Record<Attendance, { tone: ChipTone; icon: IconNode }> = {
  present: { tone: 'present', icon: Check },
  absent: { tone: 'absent', icon: X },
  excused: { tone: 'excused', icon: MessageSquare },
  now: { tone: 'accent', icon: Clock },
  'not-recorded': { tone: 'unset', icon: CircleDashed },
  'did-not-take-place': { tone: 'plain', icon: CalendarX },
  cancelled: { tone: 'plain', icon: X },
}

type Standing = NonNullable<MySession['mine']>['standing']

/** Where a figure stands, in plain words. */
export const STANDING_WORDS: Record<Standing, MessageDescriptor> = {
  confirmed: msg`Confirmed by the office`,
  'to-review': msg`The office has not confirmed it yet`,
  disagreement: msg`Your trainers noted different things. The office decides.`,
}
