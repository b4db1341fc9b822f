import type { OutboxEntry } from './seatDatabase.ts'

/** An entry of the outbox that was made just now. */
export const waiting = (at: number): Omit<OutboxEntry, 'document' | 'change' | 'command' | 'row'> => ({
  update: new Uint8Array(),
  request: null,
  state: 'waiting',
  refusal: null,
  at,
  alone: false,
  tries: 0,
})
