import { useEffect, useState } from 'preact/hooks'
import type { Draft } from './drafts.ts'
import { useApp } from './services.ts'

/** A form's fields, which outlive loading the page anew, for as long as the form is on screen: saved, closed or left, it
 *  is dropped. Use its signals as any others, in the component or handed to its model.
 *  @param form names it and what it is about, as `walk-in` and a session's id */
export function useDraft(...form: string[]): Draft {
  const { device, services } = useApp()
  const [draft] = useState(() => services.drafts.open(draftName(device.seat.peek()?.info.peek().member, form)))
  useEffect(() => () => draft.drop(), [draft])
  return draft
}

/** The same for long forms, which are also left by mistake: until it is dropped, what was typed stands there again when
 *  the form is next opened in this tab. */
export function useKeptDraft(...form: string[]): Draft {
  const { device, services } = useApp()
  const [draft] = useState(() => services.drafts.open(draftName(device.seat.peek()?.info.peek().member, form)))
  useEffect(() => draft.leave, [draft])
  return draft
}

/** How this person likes a screen, kept on the device until they sign out. */
export function useHabit(screen: string): Draft {
  const { device, services } = useApp()
  const [habit] = useState(() => services.habits.open(draftName(device.seat.peek()?.info.peek().member, [screen])))
  useEffect(() => habit.leave, [habit])
  return habit
}

/** Each person's drafts are their own: they begin with whose they are. */
export const draftName = (member: string | undefined, form: string[]): string => [member ?? 'nobody', ...form].join(' ')
