type WritingRoom = typeof import('./writingRoom.ts')

let room: Promise<WritingRoom> | null = null

/** Loaded once, from the service worker's cache where there is one. */
export function loadWriting(): Promise<WritingRoom> {
  room ??= import('./writingRoom.ts').catch((error: unknown) => {
    room = null
    throw error
  })
  return room
}
