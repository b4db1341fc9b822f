import { createModel } from '@preact/signals'
import { follow } from '#screens/shared/follow.ts'
import type { Office } from '#store/officeApi.ts'

/** Every decision on erasing somebody's data. */
export const ErasuresModel = createModel((office: Office) => ({ view: follow(() => office.erasures()) }))
