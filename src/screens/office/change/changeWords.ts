import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { ChangeAsked } from '#domain/skills/change.ts'
import type { Assessor } from '#domain/skills/form.ts'
import type { Scope } from './change.model.ts'

export const SCOPES: Record<Scope, MessageDescriptor> = {
  run: msg`This run`,
  course: msg`All runs of the course`,
  programme: msg`The whole programme`,
}

export const MOMENT_WORDS: Record<ChangeAsked['from'] | ChangeAsked['to'], MessageDescriptor> = {
  start: msg`At the start`,
  // biome-ignore lint/suspicious/noThenProperty: a moment of the domain, and no promise
  then: msg`The start, as remembered at the end`,
  end: msg`At the end`,
  'follow-up': msg`Later`,
}

export const ASSESSOR_WORDS: Record<Assessor, MessageDescriptor> = {
  self: msg`The people themselves`,
  trainer: msg`Trainers`,
  peer: msg`Others of the group`,
}
