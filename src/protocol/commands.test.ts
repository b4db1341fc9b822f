import { describe, expect, it } from 'vitest'
import { readCommand } from './commands.ts'

const MEMBER = 'member0000000000'
const PROGRAMME = 'programme0000000'
const read = (value: unknown) => readCommand(JSON.stringify(value))

describe('readCommand', () => {
  it('reads every command and leaves out fields it does not know', () => {
    const commands = [
      { name: 'create-run', run: 'run0000000000000', programme: PROGRAMME },
      { name: 'grant', member: MEMBER, programme: PROGRAMME },
      { name: 'revoke', member: MEMBER, programme: PROGRAMME },
      { name: 'add-member', member: MEMBER, displayName: 'Liga Berzina', role: 'trainer' },
      { name: 'invite', member: MEMBER },
      { name: 'end-sign-in', member: MEMBER, device: 'device0000000000' },
    ]
    for (const command of commands) expect(read({ ...command, extra: 1 })).toEqual(command)
  })

  it.each([
    ['no object', 'null'],
    ['broken JSON', '{'],
    ['an unknown name', '{"name":"erase-everything"}'],
    ['an inherited name', '{"__proto__":{"name":"invite","member":"member0000000000"}}'],
    ['an id that is none', '{"name":"invite","member":"../../x"}'],
    ['an id of another type', '{"name":"invite","member":["member0000000000"]}'],
    ['a role that is none', '{"name":"add-member","member":"member0000000000","displayName":"A","role":"owner"}'],
    ['an empty name', '{"name":"add-member","member":"member0000000000","displayName":" ","role":"trainer"}'],
  ])('refuses %s', (_, json) => expect(readCommand(json)).toBeNull())
})
