import { describe, expect, it } from 'vitest'
import { bringIn } from './bringIn.ts'
import { handClock } from './testing.ts'

const file = new Blob(['sealed'])
const DONE = { displayName: 'Jana', received: 3, already: 1, rescued: 0, refused: [], madeAt: 5 }

const carry = (status: number, body: string, sent: Request[] = []) =>
  bringIn(
    {
      origin: 'https://hub.example',
      schedule: handClock().schedule,
      fetch: async (input, init) => {
        sent.push(new Request(input, init))
        return new Response(body, { status })
      },
    },
    file,
  )

describe('bringing a file in', () => {
  it('HO5 sends it as it is, and tells what became of it', async () => {
    const sent: Request[] = []
    expect(await carry(200, JSON.stringify(DONE), sent)).toEqual({ ok: true, value: DONE })
    expect([sent[0]?.method, sent[0]?.url, await sent[0]?.text()]).toEqual([
      'POST',
      'https://hub.example/api/bring-in',
      'sealed',
    ])
  })

  it('HO4 tells what was refused, also for a reason that this version does not know', async () => {
    const refused = [{ code: 'no-right', changes: 2 }, { code: 'of-tomorrow', changes: 1 }, 'garbage']
    const answer = await carry(200, JSON.stringify({ ...DONE, displayName: null, refused }))
    expect(answer).toMatchObject({
      value: {
        displayName: null,
        refused: [
          { code: 'no-right', changes: 2 },
          { code: 'not-possible', changes: 1 },
        ],
      },
    })
  })

  it.each([
    [422, '{"error":"cut"}', 'cut'],
    [422, '{"error":"lost"}', 'lost'],
    [401, '{"error":"signed-out"}', 'signed-out'],
    [503, '{"error":"busy"}', 'busy'],
    [422, '{"error":"of tomorrow"}', 'failed'],
    [200, '{"received":"many"}', 'failed'],
    [405, 'GET only', 'unreachable'],
  ])('HO2 names what went wrong: %s %s is %s', async (status, body, kind) => {
    expect(await carry(status, body)).toEqual({ ok: false, error: kind })
  })
})
