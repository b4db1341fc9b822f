/** What the app cannot do without, in any browser of the last two years. Not in it: locks, service workers,
 *  persistent storage, without which it does less and says so. */
export function missesWhatIsNeeded(world: { indexedDB?: unknown; crypto?: { getRandomValues?: unknown } }): boolean {
  return !world.indexedDB || !world.crypto?.getRandomValues
}
