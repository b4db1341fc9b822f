import { expect, test } from 'vitest'
import { assessmentChange, makeAssessmentKey } from '#documents/assessments.ts'
import { formChange } from '#documents/form.ts'
import type { MemberId } from '#domain/ids.ts'
import { ENTRECOMP_BY_TRAINER } from '#domain/skills/builtIn/entreCompForms.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { Seat } from '../api.ts'
import type { Judgement, RunSkills } from '../skillsApi.ts'
import { pull, scopesOf, sendAll, until } from '../testing.ts'
import { type ContractBench, fillDisk, random, textOf } from './contractBench.ts'

/** What people can do, as trainers judge it: stated as claims, offline, kept as marks are. */
export function describeSkills(bench: ContractBench): void {
  const { aTab, aTabInTheField, person } = bench
  const COLLEAGUE = 'member-colleague' as MemberId
  const FORM = { form: 'entrecomp-trainer-01', version: 1, moment: 'start', as: 'trainer' } as const
  const said = (answers: Judgement['answers'], evidence?: string): Judgement => ({
    ...FORM,
    answers,
    ...(evidence !== undefined && { evidence }),
  })

  async function shown(seat: Seat, holds: (skills: RunSkills) => boolean = () => true): Promise<RunSkills> {
    const live = (await seat.skills()).ofRun(bench.field.run)
    const found = await until(live, holds)
    live.dispose()
    return found
  }
  const answersOf = ({ assessments }: RunSkills, member: MemberId = bench.info.member, at = 0) =>
    assessments.find((each) => each.assessor === member && each.person === person(at))?.answers

  test('F1 F2 what a trainer judges is on screen at once as not saved, on disk when the call resolves, and stays', async () => {
    const first = await aTabInTheField()
    const skills = await first.seat.skills()
    const live = skills.ofRun(bench.field.run)
    await until(live, ({ people }) => people.length === 4)
    const saving = skills.judge(bench.field.run, person(), said({ '1.1': 3 }, 'found three customers'))
    await until(live, ({ unsaved }) => unsaved.size === 1)
    expect(await saving).toEqual({ ok: true, value: undefined })
    const now = await until(live, ({ unsaved }) => unsaved.size === 0)
    expect(answersOf(now)).toEqual({ '1.1': 3 })
    live.dispose()
    first.store.close()
    const { seat } = await aTab()
    const after = await shown(seat)
    expect(answersOf(after)).toEqual({ '1.1': 3 })
    expect([...after.notes.values()]).toEqual(['found three customers'])
    const items = await until(seat.changes(), (all) => all.length === 2)
    expect(items.map(({ what, personName }) => [what.kind, personName]).sort()).toEqual([
      ['assessment', 'Person0 Nová'],
      ['note', 'Person0 Nová'],
    ])
  })

  test('F6 a tap after another, before anything was read again, replaces it; taken back it is not answered', async () => {
    const { seat } = await aTabInTheField()
    const { judge } = await seat.skills()
    const run = bench.field.run
    const live = (await seat.skills()).ofRun(run)
    await until(live, () => true)
    const taps = [3, 4, 5].map((level) => judge(run, person(), said({ '1.1': level })))
    await Promise.all(taps)
    const now = await until(live, (skills) => answersOf(skills)?.['1.1'] === 5)
    expect(now.assessments.map(({ unsettled }) => unsettled.size)).toEqual([0])
    await judge(run, person(), said({ '1.1': null }))
    expect(await until(live, (skills) => answersOf(skills)?.['1.1'] === undefined)).toBeDefined()
    live.dispose()
  })

  test('F6 two assessors stay two, whoever’s comes first', async () => {
    const { seat, sync } = await aTabInTheField()
    const { run } = bench.field
    await (await seat.skills()).judge(run, person(), said({ '1.1': 2 }))
    const key = makeAssessmentKey(run, person(), random)
    const claim = { ...FORM, kind: 'assessment', answers: { '1.1': 6 }, at: 1, replaces: [] } as const
    bench.hub.write(COLLEAGUE, assessmentChange(run, COLLEAGUE, key, claim))
    await pull(bench.hub, sync, scopesOf(bench.field))
    const both = await shown(seat, ({ assessments }) => assessments.length === 2)
    expect([answersOf(both), answersOf(both, COLLEAGUE)]).toEqual([{ '1.1': 2 }, { '1.1': 6 }])
  })

  test('S1 of many who judged, one who comes when all others have been read is shown with them', async () => {
    const { seat, sync } = await aTabInTheField()
    const { run } = bench.field
    const live = (await seat.skills()).ofRun(run)
    const judgedBy = (member: MemberId) => {
      const claim = { ...FORM, kind: 'assessment', answers: { '1.1': 6 }, at: 1, replaces: [] } as const
      bench.hub.write(member, assessmentChange(run, member, makeAssessmentKey(run, person(), random), claim))
    }
    for (let number = 0; number < 20; number++) judgedBy(`member-number-${10 + number}` as MemberId)
    await pull(bench.hub, sync, scopesOf(bench.field))
    await until(live, ({ assessments }) => assessments.length === 20)
    judgedBy(COLLEAGUE)
    await pull(bench.hub, sync, scopesOf(bench.field))
    await until(live, ({ assessments }) => assessments.length === 21)
    live.dispose()
  })

  test('S1 it goes to the hub among this member’s claims, and the evidence only where notes are', async () => {
    const { seat, sync } = await aTabInTheField()
    await (await seat.skills()).judge(bench.field.run, person(), said({ '1.1': 2 }, 'sold bread'))
    await sendAll(bench.hub, sync, bench.info.device)
    const sent = bench.hub.log.slice(-2)
    const { run } = bench.field
    expect(sent.map(({ document }) => document).sort()).toEqual(
      [documentId.about(run, person()), documentId.claims(run, bench.info.member)].sort(),
    )
    expect(sent.filter(({ bytes }) => textOf(bytes).includes('sold bread')).map(({ document }) => document)).toEqual([
      documentId.about(run, person()),
    ])
    expect(answersOf(await shown(seat))).toEqual({ '1.1': 2 })
  })

  test('F2 without room on the disk it says so, stays on screen as not saved, and is saved once there is room', async () => {
    const { seat } = await aTabInTheField()
    const skills = await seat.skills()
    const live = skills.ofRun(bench.field.run)
    await until(live, () => true)
    const makeRoom = fillDisk(['outbox'])
    const refused = await skills.judge(bench.field.run, person(), said({ '1.1': 1 }))
    makeRoom()
    expect(refused).toEqual({ ok: false, error: { kind: 'storage-full' } })
    const now = await until(live, ({ unsaved }) => unsaved.size === 1)
    expect(answersOf(now)).toEqual({ '1.1': 1 })
    expect(await seat.retryUnsaved()).toMatchObject({ ok: true })
    await until(live, ({ unsaved }) => unsaved.size === 0)
    live.dispose()
  })

  test('F6 it says nothing of anybody’s attendance, and a register is as it was', async () => {
    const { seat } = await aTabInTheField()
    await (await seat.skills()).judge(bench.field.run, person(), said({ '1.1': 2 }))
    const view = await bench.look(seat, () => true)
    expect(view.claims).toEqual([])
    expect(view.session.counts.notRecorded).toBe(4)
  })

  test('a form of the hub’s own is there once the hub has told of it, in its latest version, and none that is wrong', async () => {
    const { seat, sync } = await aTabInTheField()
    const own = { ...ENTRECOMP_BY_TRAINER, id: 'form-of-the-hub-01', version: 1 }
    bench.hub.write(COLLEAGUE, formChange(own))
    bench.hub.write(COLLEAGUE, formChange({ ...own, version: 2 }))
    bench.hub.write(COLLEAGUE, formChange({ ...own, id: 'form-of-the-hub-02', dimensions: [] }))
    await pull(bench.hub, sync, [...scopesOf(bench.field), 'office'])
    const { forms } = await shown(seat)
    expect(forms.map(({ id, version }) => [id, version])).toEqual([
      [ENTRECOMP_BY_TRAINER.id, 1],
      [own.id, 2],
    ])
  })

  test('S4 of a run that is not here there is nothing to judge', async () => {
    const { seat } = await aTabInTheField()
    const outcome = await (await seat.skills()).judge('run-elsewhere-00000' as never, person(), said({ '1.1': 2 }))
    expect(outcome.ok).toBe(false)
  })
}
