/** Everything that changes the store and everything that the feed brings into it: a chunk of its own, loaded with Yjs
 *  when something is first written or received. Lists, registers and lessons open without it. */
export { acknowledge, refuse } from './answers.ts'
export { compareStates, nextCheck } from './checking.ts'
export { applyChanges } from './feed.ts'
export { givenBack, nextGiveBack } from './givingBack.ts'
export { nextRequests } from './outbox.ts'
export { hello, welcome } from './scopes.ts'
export { writeAction } from './write.ts'
