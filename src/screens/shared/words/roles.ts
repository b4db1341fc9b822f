import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Role } from '#domain/roles.ts'

export const ROLE_WORDS: Record<Role, MessageDescriptor> = {
  trainer: msg`Trainer`,
  participant: msg`Participant`,
  coordinator: msg`Coordinator`,
  observer: msg`Observer`,
}

/** What the role lets a person do here, said before they sign in (L3). */
export const ROLE_MEANINGS: Record<Role, MessageDescriptor> = {
  trainer: msg`You can see the sessions and the people of your programmes, and record attendance.`,
  participant: msg`You can see your own attendance and read the learning modules.`,
  coordinator: msg`You can see and change everything of this hub.`,
  observer: msg`You can look at registers and figures. You change nothing.`,
}

/** Who will read what this person does (L3). */
export const ROLE_READERS: Record<Role, MessageDescriptor> = {
  trainer: msg`What you record is read by the trainers of the same run and by the hub’s coordinators, with your name.`,
  participant: msg`Your attendance is read by your trainers and by the hub’s coordinators.`,
  coordinator: msg`What you decide is read by the hub’s staff, with your name.`,
  observer: msg`Coordinators can see that you have access.`,
}
