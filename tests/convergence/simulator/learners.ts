import type { ModuleId } from '#domain/ids.ts'
import type { Chance } from './chance.ts'
import { LIBRARY } from './simModules.ts'
import type { SimPhone, SimTab } from './simPhone.ts'
import { markerOf, type SimWorld } from './simWorld.ts'

/** What a participant does: reads modules, answers, and downloads them. */

export function learn(world: SimWorld, chance: Chance, tab: SimTab): void {
  const module = chance.pick(LIBRARY).id
  const self = world.field.persons[0] ?? null
  const kind = chance.whole(0, 99)
  if (kind < 35) {
    world.state(tab, 'read', (seat, number) => seat.learning.finishLesson(module, markerOf(number)), self)
  } else if (kind < 70) {
    const style = kind < 50 ? 'reflect' : 'one'
    const question = { id: 'question', style } as const
    world.state(
      tab,
      `answer ${style}`,
      (seat, number) => seat.learning.answer(module, question, [markerOf(number)]),
      self,
    )
  } else if (kind < 75) {
    world.act(tab, 'place', (seat) => seat.learning.readTo(module, 'start', 'first'))
  } else if (kind < 90) wish(world, tab, module)
  else if (kind < 94) world.act(tab, `pause ${module}`, (seat) => seat.learning.pause(module))
  else {
    world.wishes.get(tab.phone)?.delete(module)
    world.act(tab, `free ${module}`, (seat) => seat.learning.free(module))
  }
}

/** Asks for a module; from then on it is to be there, as long as the hub has it. */
function wish(world: SimWorld, tab: SimTab, module: ModuleId): void {
  const wishes = world.wishes.get(tab.phone) ?? new Set()
  world.wishes.set(tab.phone, wishes.add(module))
  world.counts.downloads++
  world.act(tab, `download ${module}`, (seat) => seat.learning.download(module))
}

/** Whoever paused, or had no room or no announcement, asks again now that all is well. */
export function wishAgain(world: SimWorld, phone: SimPhone): void {
  const [tab] = phone.tabs
  // Tabs of a simulated phone do not hear each other's words about what belongs to no seat: as if loaded anew, each looks
  // whether there are modules here. That they do hear it is for the store's contract to show (L1).
  for (const { store } of phone.tabs) void store?.preload(true)
  for (const module of world.wishes.get(phone) ?? []) if (tab) wish(world, tab, module)
}
