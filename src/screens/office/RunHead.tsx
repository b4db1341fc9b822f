import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { kindWords } from '#screens/shared/words/kinds.ts'
import { localText } from '#text/localText.ts'
import { PaneHead } from './PaneHead.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import type { RunView } from './run.model.ts'

interface RunHeadProps {
  view: RunView
  main: boolean
  backHref?: string
}

/** Title of a run: its course, its number, how far it is. */
export function RunHead({ view, main, backHref }: RunHeadProps) {
  const { i18n } = useLingui()
  const { run, progress } = view
  const kind = kindWords(run.kind)
  return (
    <PaneHead
      main={main}
      {...(backHref === undefined ? {} : { backHref })}
      eyebrow={
        <>
          {kind ? i18n._(kind) : run.kind}
          {run.number !== null && (
            <>
              {' · '}
              <Trans>run {run.number}</Trans>
            </>
          )}
        </>
      }
      title={localText(run.title)}
      subtitle={
        <>
          <Plural value={run.rosterSize} one="# person" other="# people" />
          {run.demonstration && (
            <>
              {' · '}
              <Trans>demonstration data</Trans>
            </>
          )}
          <ProgressBar progress={progress} />
        </>
      }
    />
  )
}
