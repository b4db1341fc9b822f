import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen, LibraryBig } from 'lucide'
import type { ModuleId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { PaneNote } from '../PaneNote.tsx'
import { ModuleHead } from './ModuleHead.tsx'
import { ModuleList } from './ModuleList.tsx'
import { ModulePane } from './ModulePane.tsx'
import { ModulesModel } from './modules.model.ts'

interface ModulesPageProps {
  /** null: the list alone. */
  module: ModuleId | null
}

/** The server's learning modules: which of them the hub's people can read, and who does. */
export function ModulesPage({ module }: ModulesPageProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <Desk
      key={seat.info.value.member}
      seat={seat}
      place="modules"
      page={module === null ? 'list' : 'detail'}
      list={{
        head: (
          <PaneHead
            main={module === null}
            title={<Trans>Learning modules</Trans>}
            subtitle={<Trans>What you add is offered to everybody in the hub. They read it without a network.</Trans>}
          />
        ),
        body: <Rows seat={seat} chosen={module} />,
      }}
      detail={
        module === null
          ? {
              head: <PaneHead main={false} title={<Trans>A module</Trans>} />,
              body: (
                <PaneNote>
                  <EmptyState icon={BookOpen} title={<Trans>Choose a module</Trans>}>
                    <Trans>Here you see what it is about, who reads it, and can add or withdraw it.</Trans>
                  </EmptyState>
                </PaneNote>
              ),
            }
          : {
              head: <ModuleHead key={module} seat={seat} module={module} />,
              body: <ModulePane key={module} seat={seat} module={module} />,
            }
      }
    />
  )
}

function Rows({ seat, chosen }: { seat: Seat; chosen: ModuleId | null }) {
  const view = useModel(() => new ModulesModel(seat)).view.value
  if (view.state === 'ready' && view.value.length > 0) return <ModuleList rows={view.value} chosen={chosen} />
  return (
    <PaneNote>
      {view.state !== 'ready' ? (
        <Skeleton shape="rows" count={3} />
      ) : seat.connection.value.filling ? (
        <EmptyState icon={LibraryBig} title={<Trans>The modules are on their way</Trans>}>
          <Trans>The hub’s data is still arriving. It appears by itself.</Trans>
        </EmptyState>
      ) : (
        <EmptyState icon={LibraryBig} title={<Trans>The server has no learning modules</Trans>}>
          <Trans>They come with the server’s software. Ask whoever hosts it for its newest version.</Trans>
        </EmptyState>
      )}
    </PaneNote>
  )
}
