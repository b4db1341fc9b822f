import { describe, expect, it } from 'vitest'
import { readCommand } from './commands.ts'

const MEMBER = 'member0000000000'
const PERSON = 'person0000000000'
const RUN = 'run0000000000000'
const PROGRAMME = 'programme0000000'
const read = (value: unknown) => readCommand(JSON.stringify(value))

describe('readCommand', () => {
  it('reads every command and leaves out fields it does not know', () => {
    const commands = [
      { name: 'create-run', run: RUN, programme: PROGRAMME },
      { name: 'create-run', run: RUN, programme: null },
      { name: 'place-run', run: RUN, programme: PROGRAMME },
      { name: 'grant', member: MEMBER, programme: PROGRAMME },
      { name: 'revoke', member: MEMBER, programme: PROGRAMME },
      { name: 'add-member', member: MEMBER, displayName: 'Liga Berzina', role: 'trainer' },
      { name: 'admit', member: MEMBER, person: PERSON, run: RUN, displayName: 'Jana Nová' },
      { name: 'invite', member: MEMBER },
      { name: 'withdraw-codes', member: MEMBER },
      { name: 'end-sign-in', member: MEMBER, device: 'device0000000000' },
      { name: 'grant-names', member: MEMBER },
      { name: 'revoke-names', member: MEMBER },
      { name: 'link-person', member: MEMBER, person: PERSON },
      { name: 'link-person', member: MEMBER, person: null },
      { name: 'add-module', module: 'module0000000000' },
      { name: 'remove-module', module: 'module0000000000' },
      { name: 'restore-document', document: `run/${RUN}/plan`, at: 1_790_000_000_000, by: null },
      { name: 'restore-document', document: 'all/hub', at: 0, by: MEMBER },
      { name: 'erase-person', person: PERSON, outcome: 'done', until: null, reason: '' },
      { name: 'erase-person', person: PERSON, outcome: 'restricted', until: '2031-12-31', reason: 'Audit' },
      { name: 'erase-person', person: PERSON, outcome: 'refused', until: null, reason: 'Audit' },
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
    ['a run without a word on its programme', `{"name":"create-run","run":"${RUN}"}`],
    ['a run whose programme is no id', `{"name":"create-run","run":"${RUN}","programme":""}`],
    ['a link without a word on whom', `{"name":"link-person","member":"${MEMBER}"}`],
    ['an admission without a person', `{"name":"admit","member":"${MEMBER}","run":"${RUN}","displayName":"A"}`],
    ['a module whose id is a path', '{"name":"add-module","module":"../../etc/passwd"}'],
    ['a document that is none', '{"name":"restore-document","document":"all/nothing","at":1,"by":null}'],
    ['a moment that is none', '{"name":"restore-document","document":"all/hub","at":"now","by":null}'],
    ['a document led back by nobody said', '{"name":"restore-document","document":"all/hub","at":1}'],
    ['an erasure of nobody', '{"name":"erase-person","outcome":"done"}'],
    ['an erasure that ends otherwise', `{"name":"erase-person","person":"${PERSON}","outcome":"maybe","reason":"A"}`],
    ['a refusal without a reason', `{"name":"erase-person","person":"${PERSON}","outcome":"refused","reason":" "}`],
    [
      'data that is kept until no day',
      `{"name":"erase-person","person":"${PERSON}","outcome":"restricted","until":"soon","reason":"A"}`,
    ],
    ['an empty name', '{"name":"add-member","member":"member0000000000","displayName":" ","role":"trainer"}'],
  ])('refuses %s', (_, json) => expect(readCommand(json)).toBeNull())
})
