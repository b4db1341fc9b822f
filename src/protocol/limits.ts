/** Limits of the wire, in bytes, milliseconds and counts. Source: the figures measured for the design
 *  (ARCHITECTURE.md, "Limits"); a device keeps to them, a server enforces them. */

/** Longest websocket message. */
export const MAX_FRAME_BYTES = 1024 * 1024
/** Longest body of a POST: one frame more than a device puts into one. */
export const MAX_POST_BYTES = MAX_FRAME_BYTES + 128 * 1024
/** A device puts frames into one POST up to this, or one frame. */
export const POST_BYTES = 64 * 1024
/** Longest Yjs update in one PUSH, unpacked. */
export const MAX_UPDATE_BYTES = 256 * 1024
/** Longest document as one row (`CompactJob`), which is sent in parts of this size or less. */
export const MAX_COMPACTED_BYTES = 4 * 1024 * 1024
export const SNAPSHOT_PART_BYTES = 256 * 1024
/** Bodies longer than this are deflated where both sides can. Source: below, the headers eat what is won. */
export const DEFLATE_OVER_BYTES = 1024
/** Waiting changes of one document are merged into one request up to this. */
export const MERGE_UP_TO_BYTES = 64 * 1024
/** A CHANGES frame carries rows up to this, or one row. */
export const PAGE_BYTES = 64 * 1024
/** Pushes a device may send without an answer. */
export const MAX_IN_FLIGHT = 32
export const UPDATES_PER_SECOND = 200
export const UPDATES_BURST = 5_000
/** A socket that has not said HELLO by then is closed. */
export const FIRST_MESSAGE_WITHIN_MS = 5_000
/** A reader with more than this unsent is cut; it reconnects and pulls. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024
/** How often a quiet device says PING, and how long it waits for the answer. */
export const PING_EVERY_MS = 25_000
export const PING_ANSWER_WITHIN_MS = 8_000
/** Client ids under which one device writes in one document, over all its updates. An honest one draws another when the
 *  document is built anew, after a refusal: 256 are one a day for most of a year, and 4 KiB in what every reader says of
 *  how far it is. Above that a member could make any document long that others must read. */
export const CLIENTS_A_DEVICE = 256
/** So many documents are told of in answer to one CHECK. */
export const CHECKED_AT_ONCE = 16
/** Longest hand-over file. What waits beyond is handed over in another, once the hub has this one. */
export const MAX_HAND_OVER_BYTES = 8 * 1024 * 1024
/** So many rows are given back at once, and up to `PAGE_BYTES`, or one. */
export const GIVEN_BACK_AT_ONCE = 200
/** Registers that one seat has open at once, on all its tabs. */
export const OPEN_REGISTERS = 8
/** So many of those who have a register open are told to each of them. */
export const PRESENT_AT_MOST = 20
/** What is said of open registers sooner than this after what was said last waits so long; the last counts. */
export const PRESENCE_EVERY_MS = 250
/** Where no backup is taken, devices keep what they have for this long. */
export const KEPT_WITHOUT_BACKUP_MS = 90 * 24 * 3600 * 1000
/** Requests are remembered by the server for this long. */
export const REQUESTS_KEPT_MS = 180 * 24 * 3600 * 1000
