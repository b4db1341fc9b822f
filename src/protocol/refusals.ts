/** Why a server does not take a request (NACK). Each maps to words in one file of `screens`. */
export type RefusalCode =
  /** Bytes that are not what they claim to be. */
  | 'malformed'
  /** Over a limit of `limits.ts`. */
  | 'too-large'
  /** Not a document, or one reserved for later. */
  | 'unknown-document'
  /** This member may not write there. */
  | 'no-right'
  /** A claims document only gains keys: this would overwrite, delete or nest. */
  | 'insert-only'
  /** A claim with that key stands already, with other content. */
  | 'key-taken'
  /** Builds on changes that the server does not have. */
  | 'needs'
  /** Same client id or request id, other content: a copied or rolled-back store. */
  | 'fork'
  /** This member's sign-in on this device was ended. */
  | 'ended'
  /** Of a person whose data was erased: nothing of theirs is taken any more. */
  | 'erased'
  /** A command whose terms cannot be met; the detail says which. */
  | 'not-possible'
  /** The server's disk takes nothing now. Nothing is lost: try again later. */
  | 'disk-full'
  /** Too many at once. */
  | 'slow-down'
  /** The server failed; nothing was written. */
  | 'failed'

/** What the device does about it.
 *  retry: keep the frozen request and send it again later.
 *  rebuild: rebuild the document from acknowledged rows under a new client id and re-apply every waiting action.
 *  keep: show the change as refused, with its reason; rebuild so that later ones do not hang on it.
 *  drop: let it go, the only time that this happens (S1), and tell its owner. */
export const REFUSALS: Record<RefusalCode, 'retry' | 'rebuild' | 'keep' | 'drop'> = {
  malformed: 'keep',
  'too-large': 'keep',
  'unknown-document': 'keep',
  'no-right': 'keep',
  'insert-only': 'keep',
  'key-taken': 'keep',
  needs: 'rebuild',
  fork: 'rebuild',
  ended: 'keep',
  erased: 'drop',
  'not-possible': 'keep',
  'disk-full': 'retry',
  'slow-down': 'retry',
  failed: 'retry',
}

/** How an answer to a POST ends when everything was answered; else as a websocket is closed. */
export const ANSWERED = 1000

/** Websocket close codes, and what the device does: reconnect with back-off, or stop until it is told to. */
export const CLOSE = {
  /** Server stops or restarts: reconnect. */
  goingAway: 1001,
  /** A frame that cannot be read, or out of turn. The device's build is broken: reconnect slowly. */
  badFrame: 4400,
  /** No valid sign-in cookie. Stop until signed in again; work goes on being saved here. */
  signedOut: 4401,
  /** Origin not allowed. */
  badOrigin: 4403,
  /** `/yjs`: no such document, or not for this member. Its clients do not come back. */
  notFound: 4404,
  /** No HELLO in time. */
  tooSlow: 4408,
  /** `/yjs`: a change was refused for good; the reason is the refusal's code. Its clients do not come back. */
  refused: 4422,
  /** `/yjs`: come back and say it again. */
  tryAgain: 1013,
  /** Another tab or socket of this device took over. */
  replaced: 4409,
  /** Too many messages or too much unread. Reconnect with back-off. */
  flooding: 4429,
  /** Protocol version not spoken here any more: the app must be updated; work goes on being saved. */
  version: 4426,
} as const
