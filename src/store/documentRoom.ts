/** Everything that opens documents, with Yjs. Imported only dynamically: lists, registers and a participant's pages open
 *  without it. */
export { keepAcknowledged } from './documentAnswers.ts'
export { applyRowsOfDocuments } from './documentFeed.ts'
export { writeChange } from './documentWrite.ts'
export { rebuildDocument } from './rebuild.ts'
export * from './yjsRoom.ts'
