/** Which road the next try takes, where there are two.
 *
 *  A websocket that could not be opened several times is tried by POST, once. That the hub answered says little yet: it may
 *  have come back just then. Only a websocket that cannot be opened right after that is one that this network does not let
 *  through; from then on the hub is visited by POST, and a websocket tried now and then. */

export type Road = 'socket' | 'post'

export const SOCKET_TRIES = 3
export const SOCKET_AFTER_VISITS = 20

export interface Roads {
  next(): Road
  /** The hub is reached by POST alone. */
  isBlocked(): boolean
  /** What was heard last came by POST, and nothing since says that the hub is gone. */
  isReached(): boolean
  /** A websocket ended; `welcomed`: it had been one. */
  socketEnded(welcomed: boolean): void
  /** A visit ended; `good`: it did what it came for. */
  visitEnded(good: boolean): void
  /** The network may be another one. */
  doubt(): void
}

export function createRoads(hasPost: boolean): Roads {
  let state: 'open' | 'answered' | 'blocked' = 'open'
  let unopened = 0
  let visits = 0
  let isReached = false

  return {
    next() {
      if (!hasPost) return 'socket'
      if (state === 'blocked') return visits < SOCKET_AFTER_VISITS ? 'post' : 'socket'
      return state === 'open' && unopened >= SOCKET_TRIES ? 'post' : 'socket'
    },
    isBlocked: () => state === 'blocked',
    isReached: () => isReached,
    socketEnded(welcomed) {
      if (welcomed) isReached = false
      unopened = welcomed ? 0 : unopened + 1
      visits = 0
      state = welcomed || state === 'open' ? 'open' : 'blocked'
    },
    visitEnded(good) {
      isReached = good
      unopened = 0
      visits++
      if (!good) state = 'open'
      else if (state === 'open') state = 'answered'
    },
    doubt() {
      if (state !== 'blocked') return
      state = 'open'
      unopened = SOCKET_TRIES
    },
  }
}
