import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Role } from '#domain/roles.ts'

/** Roles of the team, as somebody chooses them for another. */
export const TEAM_ROLES = ['trainer', 'coordinator', 'observer'] as const
export type TeamRole = (typeof TEAM_ROLES)[number]

export const TEAM_ROLE_WORDS: Record<Role, MessageDescriptor> = {
  trainer: msg`Trainer`,
  coordinator: msg`Coordinator`,
  observer: msg`Observer`,
  participant: msg`Participant`,
}

export const TEAM_ROLE_MEANINGS: Record<TeamRole, MessageDescriptor> = {
  trainer: msg`Records attendance in the programmes chosen below, and can start a session on the spot.`,
  coordinator: msg`Sees and changes everything of this hub.`,
  observer: msg`Looks at registers and figures, changes nothing, and sees people as numbers.`,
}
