import { beforeEach, describe, expect, it } from 'vitest'
import { followWorker } from './followWorker.ts'

class Worker extends EventTarget {
  state = 'installing'
  said: unknown[] = []
  postMessage(message: unknown) {
    this.said.push(message)
  }
}

class Registration extends EventTarget {
  installing: Worker | null = null
  waiting: Worker | null = null
}

class Container extends EventTarget {
  controller: Worker | null = null
}

let registration: Registration
let container: Container
let waits: number
let takenOver: (boolean | undefined)[]

function follow() {
  const worker = followWorker(registration, container)
  worker.addEventListener('waiting', () => {
    waits += 1
  })
  worker.addEventListener('controlling', ({ isUpdate }) => takenOver.push(isUpdate))
  return worker
}

function find(worker: Worker) {
  registration.installing = worker
  registration.dispatchEvent(new Event('updatefound'))
}

function install(worker: Worker) {
  worker.state = 'installed'
  registration.installing = null
  registration.waiting = worker
  worker.dispatchEvent(new Event('statechange'))
}

function takeOver(worker: Worker) {
  registration.waiting = null
  container.controller = worker
  container.dispatchEvent(new Event('controllerchange'))
}

beforeEach(() => {
  registration = new Registration()
  container = new Container()
  waits = 0
  takenOver = []
})

describe('the service worker', () => {
  it('is no new version when the page had none before', () => {
    follow()
    const first = new Worker()
    find(first)
    install(first)
    takeOver(first)
    expect(waits).toBe(0)
    expect(takenOver).toEqual([false])
  })

  it('U4 tells of a new version once it is installed, and when it takes over', () => {
    container.controller = new Worker()
    follow()
    const next = new Worker()
    find(next)
    expect(waits).toBe(0)
    install(next)
    expect(waits).toBe(1)
    takeOver(next)
    expect(takenOver).toEqual([true])
  })

  it('U4 tells of a version that was waiting, or being installed, before the page asked', () => {
    container.controller = new Worker()
    const early = new Worker()
    registration.installing = early
    follow()
    install(early)
    expect(waits).toBe(1)
    follow()
    expect(waits).toBe(2)
  })

  it('U4 knows an update on a page that saw the first one installed', () => {
    follow()
    takeOver(new Worker())
    takeOver(new Worker())
    expect(takenOver).toEqual([false, true])
  })

  it('asks the waiting version to take over', () => {
    container.controller = new Worker()
    const next = new Worker()
    registration.waiting = next
    follow().messageSkipWaiting()
    expect(next.said).toEqual([{ type: 'SKIP_WAITING' }])
  })
})
