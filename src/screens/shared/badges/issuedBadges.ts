import { signal } from '@preact/signals'
import type { MemberId, PersonId, RunId } from '#domain/ids.ts'
import type { IssuedBadge } from '#store/badgesApi.ts'

/** What stands on the badges that were just made, from the making to the printing: in memory alone, of whoever made them,
 *  until the page is closed or somebody else is on screen. It is nowhere else. */

/** For the QR code, by person. */
export type BadgeTexts = ReadonlyMap<PersonId, string>

const NONE: BadgeTexts = new Map()
const issued = signal<{ member: MemberId; run: RunId; texts: BadgeTexts } | null>(null)

export function keepForPrinting(member: MemberId, run: RunId, badges: readonly IssuedBadge[]): void {
  const before = badgesToPrint(member, run)
  issued.value = {
    member,
    run,
    texts: new Map([...before, ...badges.map(({ person, text }) => [person, text] as const)]),
  }
}

export function forgetBadge(person: PersonId): void {
  const kept = issued.peek()
  if (kept) issued.value = { ...kept, texts: new Map([...kept.texts].filter(([one]) => one !== person)) }
}

/** Followed by whoever reads it in a component or a signal. */
export function badgesToPrint(member: MemberId, run: RunId): BadgeTexts {
  const kept = issued.value
  return kept?.member === member && kept.run === run ? kept.texts : NONE
}
