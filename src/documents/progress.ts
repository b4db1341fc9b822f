import type { ModuleId, PersonId, RunId } from '#domain/ids.ts'
import type { Answer, BlockId, ChoiceId, LessonId, Place, Progress } from '#domain/progress.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'
import { asList, asName, asNumber, asObject } from './json.ts'

/** What a person did in learning modules, written by that person. `part/{r}/{p}/progress` is what the run's staff may
 *  read of it, `self/{p}/private` what is the person's alone. Keys in both:
 *    {module}/position · the last writer's
 *    {module}/read/{lesson} · {module}/try/{block}/{random} · only ever more of them, so that two phones make a union */

export function readProgress(entries: ReadonlyMap<string, Json>): Map<ModuleId, Progress> {
  const found = new Map<ModuleId, Progress>()
  const of = (module: string): Progress => {
    const progress = found.get(module as ModuleId) ?? { position: null, read: {}, answers: [] }
    found.set(module as ModuleId, progress)
    return progress
  }
  for (const [key, value] of entries) {
    const [module = '', kind, name = '', random = '', ...more] = key.split('/')
    const json = asObject(value)
    if (module === '' || !json || more.length > 0) continue
    const at = asNumber(json.at) ?? 0
    if (kind === 'position' && name === '') {
      const [lesson, block] = [asName<LessonId>(json.lesson), asName<BlockId>(json.block)]
      if (lesson && block) of(module).position = { lesson, block, at }
    } else if (kind === 'read' && name !== '' && random === '') of(module).read[name] = at
    else if (kind === 'try' && name !== '' && random !== '') {
      const choices = asList(json.choices).flatMap((choice) => asName<ChoiceId>(choice) ?? [])
      of(module).answers.push({ block: name, id: random, choices, at })
    }
  }
  for (const { answers } of found.values()) answers.sort(byTime)
  return found
}

/** By the phones' clocks; the id decides where they say the same, so that every device orders them alike. */
const byTime = (a: Answer, b: Answer) => a.at - b.at || (a.id < b.id ? -1 : 1)

/** Whose progress, in which of their runs. */
export interface ProgressOf {
  run: RunId
  person: PersonId
}

const change = ({ run, person }: ProgressOf, key: string, value: { [key: string]: Json }): DocumentChange => ({
  document: documentId.progress(run, person),
  entries: [[key, value]],
})

export const placeChange = (of: ProgressOf, module: ModuleId, { lesson, block, at }: Place): DocumentChange =>
  change(of, `${module}/position`, { lesson, block, at })

export const readChange = (of: ProgressOf, module: ModuleId, lesson: LessonId, at: number): DocumentChange =>
  change(of, `${module}/read/${lesson}`, { at })

export const answerChange = (of: ProgressOf, module: ModuleId, answer: Answer): DocumentChange =>
  change(of, ...answerEntry(module, answer))

/** An answer that nobody else reads. */
export const privateAnswerChange = ({ person }: ProgressOf, module: ModuleId, answer: Answer): DocumentChange => ({
  document: documentId.private(person),
  entries: [answerEntry(module, answer)],
})

const answerEntry = (
  module: ModuleId,
  { block, id, choices, at }: Answer,
): [key: string, value: { [key: string]: Json }] => [`${module}/try/${block}/${id}`, { choices: [...choices], at }]
