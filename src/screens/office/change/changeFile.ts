import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { SMALLEST_GROUP } from '#domain/skills/change.ts'
import { type Cell, toCsv } from '#text/csv.ts'
import { localText } from '#text/localText.ts'
import type { ChangeRow } from './change.model.ts'

/** The table as a file: a line for each row, and in each line what it is a row of, so that several can be put under one
 *  another. */

export interface ChangeTableFacts {
  /** Programme or course, how many runs, form with its version, who said it, from which moment, to which. */
  of: { title: string; runs: number; form: string; version: number; as: string; from: string; to: string }
  rows: readonly ChangeRow[]
}

export function changeTable({ of, rows }: ChangeTableFacts, i18n: I18n): Cell[][] {
  const few = i18n._(msg`fewer than ${SMALLEST_GROUP}`)
  const parts = {
    total: i18n._(msg`All together`),
    dimension: i18n._(msg`part`),
    item: i18n._(msg`skill`),
  }
  const head = [
    ...[msg`Of whom`, msg`Runs`, msg`Form`, msg`Version`, msg`Said by`, msg`From`, msg`To`, msg`Kind of row`],
    ...[msg`Skill`, msg`People before`, msg`People after`, msg`People at both`, msg`Mean before`, msg`Mean after`],
    ...[msg`Change of the mean`, msg`Up, %`, msg`Same, %`, msg`Down, %`],
  ].map((words) => i18n._(words))
  const share = (value: number | undefined): Cell => (value === undefined ? null : rounded(value * 100))
  return [
    head,
    ...rows.map(({ part, title, from, to, paired, figures }): Cell[] => [
      ...[of.title, of.runs, of.form, of.version, of.as, of.from, of.to, parts[part]],
      title ? localText(title) : parts.total,
      ...[from, to, paired].map((n) => n ?? few),
      ...[figures?.before, figures?.after, figures?.mean].map((n) => (n === undefined ? null : rounded(n))),
      ...[share(figures?.up), share(figures?.same), share(figures?.down)],
    ]),
  ]
}

/** To hundredths: more would pretend to be exact. */
const rounded = (value: number): number => Math.round(value * 100) / 100

export const changeFile = (facts: ChangeTableFacts, i18n: I18n, day: string): File =>
  new File([toCsv(changeTable(facts, i18n))], `teren-change-${day}.csv`, { type: 'text/csv;charset=utf-8' })
