/** What `sync` needs of the world around it, passed in so that a simulator can stand in for network and time. */

export interface SocketEvents {
  opened(): void
  received(bytes: Uint8Array): void
  /** Once, also when the socket could not be opened. `code` as in `CLOSE` of `#protocol/refusals.ts`, or 1000 to 1015. */
  closed(code: number): void
}

/** A binary websocket. */
export interface SocketLike {
  send(bytes: Uint8Array): void
  /** `closed` follows, at once or later. */
  close(code: number): void
}

/** Starts connecting; never throws. */
export type Connect = (events: SocketEvents) => SocketLike

/** Runs something later; the answer cancels it. */
export type Schedule = (delayMs: number, run: () => void) => () => void

/** DEFLATE (RFC 1951) of some bytes; null where the engine has none. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array | null>

/** Says what went wrong here, in English and without personal data. Not for the person on screen. */
export type Report = (problem: string) => void

/** How long a connection is wanted. stays: until somebody ends it. visits: until what waits here is answered and what the hub has is
 *  here. sends: until what waits here is answered; nothing is fetched. */
export type Stay = 'stays' | 'visits' | 'sends'
