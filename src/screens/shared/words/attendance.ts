import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Status } from '#domain/claims.ts'
import type { RegisterState } from '#domain/register.ts'
import type { SessionMode } from '#domain/session.ts'

/** Words for what a mark says. */
export const STATUS_WORDS: Record<Status, MessageDescriptor> = {
  present: msg`Present`,
  absent: msg`Absent`,
  excused: msg`Excused`,
}

/** The same looking back: a register read at a desk, long after. Some languages say it otherwise. */
export const RECORD_WORDS: Record<Status, MessageDescriptor> = {
  present: msg({ context: 'looking back', message: 'Present' }),
  absent: msg({ context: 'looking back', message: 'Absent' }),
  excused: msg({ context: 'looking back', message: 'Excused' }),
}

/** Words for what became of a register. */
export const REGISTER_STATE_WORDS: Record<RegisterState, MessageDescriptor> = {
  'not-started': msg`Not started`,
  'in-progress': msg`In progress`,
  submitted: msg`Submitted`,
  accepted: msg`Accepted`,
  returned: msg`Returned`,
  'did-not-take-place': msg`Did not take place`,
}

export const SESSION_MODE_WORDS: Record<SessionMode, MessageDescriptor> = {
  'on-site': msg`on site`,
  online: msg`online`,
  both: msg`on site and online`,
}
