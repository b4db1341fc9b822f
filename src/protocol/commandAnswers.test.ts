import { describe, expect, it } from 'vitest'
import { readAdmitted, readInvited } from './commandAnswers.ts'

const GARBAGE = ['', 'null', '[]', '7', '{', '{}', '{"code":7,"expiresAt":1}', '{"member":"?"}']

describe('answers to commands', () => {
  it('are read as the server writes them', () => {
    expect(readInvited('{"code":"K7QM2PXR","expiresAt":5}')).toEqual({ code: 'K7QM2PXR', expiresAt: 5 })
    expect(readAdmitted('{"member":"mmmmmmmmmmmmmmmm"}')).toEqual({ member: 'mmmmmmmmmmmmmmmm' })
  })

  it.each(GARBAGE)('are nothing where they are garbage: %s', (garbage) => {
    expect(readInvited(garbage)).toBeNull()
    expect(readAdmitted(garbage)).toBeNull()
  })
})
