import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Assessor, Moment, ScoredItem } from '#domain/skills/form.ts'
import { dayIn, formatNumber, formatShortDay } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import { stepsOf } from '../skills.model.ts'
import type { RecordCell, RecordColumn, RecordScreen } from './record.model.ts'

const MOMENT_WORDS: readonly (readonly [Moment, MessageDescriptor])[] = [
  ['start', msg`At the start`],
  ['end', msg`At the end`],
  ['follow-up', msg`Later`],
]

export const momentWords = (moment: Moment): MessageDescriptor =>
  MOMENT_WORDS.find(([each]) => each === moment)?.[1] ?? msg`The start, seen from the end`

const ASSESSOR_WORDS: Record<Assessor, MessageDescriptor> = {
  self: msg`own view`,
  trainer: msg({ context: 'who assessed', message: 'trainer' }),
  peer: msg`of the group`,
}

/** Who says it, and as what. */
export function useAssessorWords(model: RecordScreen): (view: RecordColumn['view']) => string {
  const { t, i18n } = useLingui()
  return ({ assessor, as }) => {
    const person = model.person.value
    const isSelf = assessor === (person?.person as string)
    const name = isSelf ? person?.displayName : model.view.value?.members.get(assessor)
    return `${name || (isSelf ? t`Person ${model.number.value}` : t`Somebody`)}, ${i18n._(ASSESSOR_WORDS[as])}`
  }
}

export const dayOf = (at: number, now: number): string => formatShortDay(dayIn(at), dayIn(now))

/** A level in figures and words; that it was said in two ways; that it was not said. */
export function CellWords({ item, cell }: { item: ScoredItem; cell: RecordCell | undefined }) {
  const step = stepsOf(item).find(({ answer }) => answer === cell?.answer)
  if (cell?.isUnsettled)
    return (
      <small>
        <Trans>said in two ways</Trans>
      </small>
    )
  if (!cell || !step) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <VisuallyHidden>
          <Trans>Not assessed</Trans>
        </VisuallyHidden>
      </>
    )
  }
  return (
    <>
      {typeof step.answer === 'number' && <b>{formatNumber(step.answer)} </b>}
      <small lang={langOf(step.title)}>{localText(step.title)}</small>
    </>
  )
}

/** +2, −1, the same. */
export function ChangeWords({ change }: { change: number }) {
  if (change === 0) return <Trans>the same</Trans>
  return <>{change > 0 ? `+${formatNumber(change)}` : `−${formatNumber(-change)}`}</>
}
