import type { MemberId } from '#domain/ids.ts'
import type { Present } from '#store/api.ts'

/** Whom to name of those who have a register open too: each member once, as they came. None: it is this member alone, on
 *  another device. */
export const namesOfPresent = (
  present: readonly Present[],
  members: ReadonlyMap<MemberId, string>,
  me: MemberId,
  unknown: string,
): string[] =>
  [...new Set(present.map(({ member }) => member))]
    .filter((member) => member !== me)
    .map((member) => members.get(member) || unknown)
