interface World {
  indexedDB?: unknown
  crypto?: { getRandomValues?: unknown } | undefined
  Promise: { withResolvers?: unknown }
  Map: { groupBy?: unknown }
  CSS?: { supports(property: string, value: string): boolean } | undefined
}

/** What the app cannot do without. Every browser of the last two years has it: Chromium since 123, Firefox since 121,
 *  Safari since 17.5, all of the spring of 2024. Not in it: locks, service workers, persistent storage, without which
 *  it does less and says so. */
export function missesWhatIsNeeded(world: World): boolean {
  return !(
    world.indexedDB &&
    world.crypto?.getRandomValues &&
    world.Promise.withResolvers &&
    world.Map.groupBy &&
    // Every colour of the look is written so.
    world.CSS?.supports('color', 'light-dark(#000, #fff)')
  )
}
