import { describe, expect, it } from 'vitest'
import { createRoads, SOCKET_AFTER_VISITS, SOCKET_TRIES } from './roads.ts'

/** Tries so often by websocket, in vain. */
function inVain(roads: ReturnType<typeof createRoads>, times = SOCKET_TRIES) {
  for (let at = 0; at < times; at++) {
    expect(roads.next()).toBe('socket')
    roads.socketEnded(false)
  }
}

describe('the road of the next try', () => {
  it('PO5 is a websocket, and by POST after several that could not be opened', () => {
    const roads = createRoads(true)
    inVain(roads)
    expect(roads.next()).toBe('post')
    // Nobody is there at all.
    roads.visitEnded(false)
    expect(roads.isReached()).toBe(false)
    inVain(roads)
    expect(roads.next()).toBe('post')
  })

  it('PO5 is a websocket again where the hub had only been away', () => {
    const roads = createRoads(true)
    inVain(roads)
    roads.visitEnded(true)
    expect([roads.next(), roads.isBlocked(), roads.isReached()]).toEqual(['socket', false, true])
    roads.socketEnded(true)
    expect([roads.next(), roads.isBlocked(), roads.isReached()]).toEqual(['socket', false, false])
  })

  it('PO5 stays by POST where no websocket follows an answered one, but for a try now and then', () => {
    const roads = createRoads(true)
    inVain(roads)
    roads.visitEnded(true)
    roads.socketEnded(false)
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < SOCKET_AFTER_VISITS; at++) {
        expect([roads.next(), roads.isBlocked(), roads.isReached()]).toEqual(['post', true, true])
        roads.visitEnded(true)
      }
      expect(roads.next()).toBe('socket')
      roads.socketEnded(false)
    }
    roads.visitEnded(false)
    expect([roads.next(), roads.isBlocked(), roads.isReached()]).toEqual(['socket', false, false])
  })

  it('PO5 begins with POST, then a websocket, where the network may be another one', () => {
    const roads = createRoads(true)
    inVain(roads)
    roads.visitEnded(true)
    roads.socketEnded(false)
    roads.doubt()
    expect([roads.next(), roads.isReached()]).toEqual(['post', true])
    roads.visitEnded(true)
    expect(roads.next()).toBe('socket')
  })

  it('is a websocket where there is no other', () => {
    const roads = createRoads(false)
    inVain(roads, 10)
  })
})
