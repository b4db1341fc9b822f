import type { SimPhone, SimTab } from './simPhone.ts'
import type { SimWorld } from './simWorld.ts'

/** Who is there to do something, or to have something done to them. */

export const livePhones = (world: SimWorld): SimPhone[] => world.phones.filter((phone) => !phone.isGone)

export const openTabs = (world: SimWorld): SimTab[] =>
  livePhones(world).flatMap((phone) => phone.tabs.filter((tab) => tab.store !== null))

/** Everybody's but the office's. */
export const fieldPhones = (world: SimWorld): SimPhone[] =>
  livePhones(world).filter((phone) => !phone.name.startsWith('office'))

export const officeTab = (world: SimWorld): SimTab | undefined =>
  openTabs(world).find(({ phone }) => world.personOf(phone) === world.people.coordinator)
