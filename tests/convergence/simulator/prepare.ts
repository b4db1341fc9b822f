/** Makes a process the simulation's: its clock, timers and randomness, and everything loaded that is fetched when it is
 *  first needed, since how long that takes is no part of the simulation. To be imported before anything else. */
import { registerHooks } from 'node:module'
import { replaceGlobals } from './virtualGlobals.ts'

replaceGlobals()
// The one that the app ships.
const hooks = registerHooks({
  resolve: (name, context, next) => next(name === 'dexie' ? 'dexie/dist/modern/dexie.mjs' : name, context),
})
const { teachTransactions } = await import('./simDisk.ts')
teachTransactions()
const { loadYjs } = await import('#store/seatCore.ts')
const { loadWriting } = await import('#store/loadWriting.ts')
const { loadRolePart } = await import('#store/rolePart.ts')
await Promise.all([
  loadYjs(),
  loadWriting(),
  loadRolePart('trainer'),
  loadRolePart('participant'),
  import('#store/learning/seatLearning.ts'),
  import('#store/learning/moduleShelf.ts'),
  import('#store/learning/announcements.ts'),
  import('#store/learning/replicaRoom.ts'),
  import('#store/seldom.ts'),
  import('#store/invitations.ts'),
  import('#store/deviceKeys.ts'),
  import('#store/handOver.ts'),
  import('#store/readModel/rebuildReadModel.ts'),
  import('#store/deviceStore.ts'),
])
hooks.deregister()

// Dexie says so whenever a disk was wiped under it, which here is often.
const warn = console.warn
console.warn = (...what: unknown[]) => {
  if (!String(what[0]).includes('Need to reopen db')) warn(...what)
}
