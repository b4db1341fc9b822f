import { randomBytes } from 'node:crypto'
import { openLog } from '../../sync-server/log/openLog.ts'
import { CLAIMS, claimKey, HonestDevice } from './HonestDevice.ts'

/** Started as a process by the test beside it: appends to the log in the folder given, twenty at a time, and prints
 *  `sequence key` for each that was acknowledged, until it is killed. */
const log = await openLog(process.argv[2] ?? '', {
  clock: Date.now,
  random: (count) => new Uint8Array(randomBytes(count)),
})
const AT_ONCE = 20
const phones = Array.from({ length: AT_ONCE }, (_, at) => new HonestDevice(`phone${at}x`, CLAIMS))

async function appendForEver(phone: HonestDevice): Promise<never> {
  for (;;) {
    const key = claimKey(randomBytes(8).toString('base64url'))
    const answer = await log.append(phone.push(phone.set([key, { kind: 'mark' }])))
    process.stdout.write(answer.ok ? `${answer.sequence} ${key}\n` : `refused ${answer.code} ${answer.detail}\n`)
  }
}
await Promise.all(phones.map(appendForEver))
