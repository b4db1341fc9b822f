/** What no first screen asks for: a chunk of its own, loaded when one of these is first needed. */
export { storedChanges, unsavedChange } from './changesQuery.ts'
export { listInvitations } from './invitationsQuery.ts'
export { inviteeOf } from './invitee.ts'
export { participants } from './participants.ts'
export { discardRefused, retryRefused } from './refused.ts'
export { searchPersons } from './searchPersons.ts'
