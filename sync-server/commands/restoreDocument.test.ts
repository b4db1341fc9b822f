import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { documentId } from '#protocol/documentIds.ts'
import { HonestDevice } from '../../tests/contracts/HonestDevice.ts'
import { systemRandom } from '../access/secrets.ts'
import { databaseFile } from '../log/dataFolder.ts'
import { type DocumentRows, openDocumentRows } from '../views/documentRows.ts'
import { BENCH_NOW, type DecodingBench, openBench } from '../views/testDecoding.ts'
import { type RestoreArguments, restoreDocument } from './restoreDocument.ts'

let folder: string
let bench: DecodingBench
let documents: DocumentRows
let plan: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teren-restore-'))
  bench = await openBench(folder)
  documents = openDocumentRows(databaseFile(folder))
  plan = documentId.plan(bench.run)
  const phone = new HonestDevice('phone', plan)
  for (const place of ['Hall', 'nowhere']) {
    await bench.push(bench.trainer, plan, phone.set(['place', place]))
    bench.passTime(60_000)
  }
})
afterEach(async () => {
  documents.close()
  await bench.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(wanted: Partial<RestoreArguments>) {
  const printed: string[] = []
  const asked = { document: plan, hub: undefined, at: undefined, by: undefined, ...wanted }
  const { log, clock } = bench
  const done = await restoreDocument(asked, {
    ...{ log, clock, documents, random: systemRandom },
    print: (text) => void printed.push(text),
  })
  return done.ok ? printed.join('\n') : done.error
}
const moment = new Date(BENCH_NOW + 1).toISOString()

describe('from the terminal', () => {
  it('S3 HI1 a document is led back to a moment that its history shows, once', async () => {
    const listed = await run({})
    expect(listed.split('\n')).toHaveLength(3)
    expect(listed).toContain(`${new Date(BENCH_NOW).toISOString()}  A trainer: place`)
    expect(await run({ at: moment })).toBe('1 entries were set back; devices take it when they next connect.')
    expect(await run({ at: moment })).toBe('It holds just that already; nothing was written.')
    expect(await run({})).toMatch(/at the server: place$/)
    expect(await run({ at: moment, by: bench.coordinator.member })).toMatch(/nothing was written/)
  })

  it('says what is missing or wrong, and writes nothing', async () => {
    const head = bench.log.head(bench.hub)
    expect(await run({ document: 'plans' })).toMatch(/Which document/)
    expect(await run({ document: documentId.claims(bench.run, bench.trainer.member) })).toMatch(/only gains entries/)
    expect(await run({ hub: 'Elsewhere' })).toMatch(/Which hub\?.*\n {2}A hub/)
    expect(await run({ by: 'A trainer' })).toMatch(/No one member/)
    expect(await run({ at: 'yesterday' })).toMatch(/must look like/)
    expect(await run({ document: documentId.hub() })).toMatch(/Which hub\?/)
    expect(await run({ document: documentId.hub(), hub: 'A hub' })).toMatch(/Nothing was ever written/)
    expect(bench.log.head(bench.hub)).toBe(head)
  })
})
