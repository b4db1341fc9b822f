import { randomBytes } from 'node:crypto'
import { openLog } from '../../sync-server/log/openLog.ts'
import { logContract } from './log.contract.ts'

const random = (count: number) => new Uint8Array(randomBytes(count))

logContract('SQLite', (folder) => openLog(folder, { clock: () => 1_790_000_000_000, random }))
