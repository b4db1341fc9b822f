import { MADE_HUB, TestServer } from './server.ts'

/** Before the journeys: the demonstration hubs are made once, and each server of a journey begins with a copy. */
export async function setup(): Promise<() => Promise<void>> {
  const server = new TestServer()
  await server.start()
  await server.stop()
  process.env[MADE_HUB] = server.data
  return () => server.dispose()
}
