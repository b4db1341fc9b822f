/** Entries of the outbox as `ChangeItem.id` names them. */
export const entryId = (n: number): string => `entry-${n}`

export const entryNumber = (id: string): number | null => {
  const n = /^entry-(\d+)$/.exec(id)?.[1]
  return n === undefined ? null : Number(n)
}
