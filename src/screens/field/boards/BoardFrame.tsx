import { Trans, useLingui } from '@lingui/react/macro'
import { FileQuestion } from 'lucide'
import type { ComponentChildren } from 'preact'
import { startFailureWords } from '#screens/shared/failed/startFailureWords.ts'
import type { Seat } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import type { BoardsScreen } from './boards.model.ts'

interface BoardFrameProps {
  seat: Seat
  model: BoardsScreen
  backHref: string
  title: ComponentChildren
  subtitle?: ComponentChildren
  actions?: ComponentChildren
  bottom?: ComponentChildren
  children: ComponentChildren
}

/** A page about groups, or why there is none. */
export function BoardFrame({ seat, model, backHref, title, subtitle, actions, bottom, children }: BoardFrameProps) {
  const isReady = model.standing.value === 'ready'
  return (
    <Page
      top={
        <>
          <TopBar backHref={backHref} title={title} subtitle={subtitle} actions={isReady && actions} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={isReady && bottom}
    >
      {isReady ? children : <BoardsInstead model={model} />}
    </Page>
  )
}

export function BoardsInstead({ model }: { model: BoardsScreen }) {
  const { i18n } = useLingui()
  if (model.standing.value === 'loading') return <Skeleton shape="rows" count={6} />
  if (model.standing.value === 'missing')
    return (
      <EmptyState icon={FileQuestion} title={<Trans>This session is not on this phone</Trans>}>
        <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
      </EmptyState>
    )
  const { happened, safe, todo } = startFailureWords({ kind: 'not-loaded' })
  return (
    <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
      {i18n._(todo)}
    </ErrorNote>
  )
}
