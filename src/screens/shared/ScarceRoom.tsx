import { useModel } from '@preact/signals'
import { needWords } from '#text/i18n.tsx'
import { lazyPart } from './lazyPart.tsx'
import { RoomModel } from './phone/room.model.ts'
import { isScarce } from './phone/storage.ts'

// Seldom needed: the note and its words come when they are.
const Note = lazyPart(
  async () => (await Promise.all([import('./phone/RoomNote.tsx'), needWords('seldom')]))[0].RoomNote,
  { waiting: () => null, failed: () => null },
)

/** Where something is downloaded: says when there is little room left. */
export function ScarceRoom() {
  const model = useModel(() => new RoomModel('storage' in navigator ? navigator.storage : undefined))
  return isScarce({ freeBytes: model.freeBytes.value }) ? <Note /> : null
}
