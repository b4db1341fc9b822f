import { randomBytes } from 'node:crypto'
import { databaseFile } from '../../sync-server/log/dataFolder.ts'
import { openLog } from '../../sync-server/log/openLog.ts'
import { compact } from '../../sync-server/views/compacting.ts'
import { openDocumentRows } from '../../sync-server/views/documentRows.ts'
import { HonestDevice, HUB, PLAN, RUN } from './HonestDevice.ts'

/** Started as a process by the test beside it: changes one plan in the log of the folder given, makes it shorter after
 *  each few changes, and prints `sequence key` for each change that was acknowledged, until it is killed. */
const folder = process.argv[2] ?? ''
const log = await openLog(folder, { clock: Date.now, random: (count) => new Uint8Array(randomBytes(count)) })
const documents = openDocumentRows(databaseFile(folder))
const of = { hub: HUB, scope: `run:${RUN}`, document: PLAN }
const phone = new HonestDevice(`phone${randomBytes(4).toString('hex')}`, PLAN)

for (;;) {
  for (let at = 0; at < 5; at++) {
    const key = `key-${randomBytes(6).toString('hex')}`
    const answer = await log.append(phone.push(phone.set([key, 'x'.repeat(50)], ['again', key])))
    process.stdout.write(answer.ok ? `${answer.sequence} ${key}\n` : `refused ${answer.code} ${answer.detail}\n`)
  }
  const made = compact(documents.standing(of))
  if (made) await log.compact({ hub: HUB, document: PLAN, ...made, at: Date.now() })
}
