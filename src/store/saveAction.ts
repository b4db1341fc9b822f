import { toBase64Url } from '#domain/ids.ts'
import type { Saved } from './api.ts'
import type { SeatCore } from './core.ts'
import type { Unsaved } from './unsaved.ts'
import type { Action } from './write.ts'

/** Saves what no register shows. */
export const saveAction = ({ core, unsaved }: { core: SeatCore; unsaved: Unsaved }, what: Partial<Action>): Saved =>
  unsaved.save({
    ...{ id: toBase64Url(core.random(9)), at: core.clock(), commands: [], changes: [], shown: null },
    ...what,
  })

/** Of a code that is asked for. */
export const NO_CODE = { code: null, expiresAt: null }
