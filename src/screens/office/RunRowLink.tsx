import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { kindWords } from '#screens/shared/words/kinds.ts'
import { dayIn, formatNearDayInline, formatWallTime } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { ProgressBar } from './ProgressBar.tsx'
import type { RunEntry } from './programmes.model.ts'
import styles from './Rows.module.css'
import { StripeRow, type StripeTone } from './StripeRow.tsx'

interface RunRowLinkProps {
  entry: RunEntry
  now: number
  selected: boolean
}

/** What needs the office most decides the colour. */
function toneOf({ progress }: RunEntry): StripeTone {
  if (progress.missed > 0) return 'missed'
  if (progress.disagreements > 0) return 'doubt'
  if (progress.open > 0) return 'open'
  return progress.ahead === 0 && progress.confirmed > 0 ? 'confirmed' : 'ahead'
}

/** One run: what it is, how far it is, what comes next. */
export function RunRowLink({ entry, now, selected }: RunRowLinkProps) {
  const { i18n } = useLingui()
  const { run, progress } = entry
  const tone = toneOf(entry)
  const kind = kindWords(run.kind)
  const next = progress.next?.facts
  const day = next && formatNearDayInline(next.date, dayIn(now, next.zone))
  const time = next && formatWallTime(next.start)
  return (
    <StripeRow
      tone={tone}
      state={<RunStateWords tone={tone} />}
      title={localText(run.title)}
      trailing={
        next && (
          <Trans>
            next: {day}, {time}
          </Trans>
        )
      }
      href={`/office/runs/${run.run}`}
      selected={selected}
    >
      <span class={styles.detail}>
        {kind ? i18n._(kind) : run.kind}
        {run.number !== null && (
          <>
            {' · '}
            <Trans>run {run.number}</Trans>
          </>
        )}
        {(run.kind !== '' || run.number !== null) && ' · '}
        <Plural value={run.rosterSize} one="# person" other="# people" />
        {run.demonstration && (
          <>
            {' · '}
            <Trans>demonstration data</Trans>
          </>
        )}
      </span>
      <ProgressBar progress={progress} />
    </StripeRow>
  )
}

interface RunStateWordsProps {
  tone: StripeTone
}

function RunStateWords({ tone }: RunStateWordsProps) {
  switch (tone) {
    case 'missed':
      return <Trans>Something is not recorded</Trans>
    case 'doubt':
      return <Trans>Records differ</Trans>
    case 'open':
      return <Trans>Not all handed in</Trans>
    case 'confirmed':
      return <Trans>All handed in</Trans>
    case 'ahead':
      return <Trans>Nothing waits</Trans>
  }
}
