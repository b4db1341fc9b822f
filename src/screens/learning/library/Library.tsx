import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { ScarceRoom } from '#screens/shared/ScarceRoom.tsx'
import { useApp } from '#screens/shared/services.ts'
import { Tabs } from '#screens/shared/tabs/Tabs.tsx'
import type { Seat } from '#store/api.ts'
import { formatBytes } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { DownloadsModel } from '../downloads.model.ts'
import { NotDone } from '../NotDone.tsx'
import styles from './Library.module.css'
import { LibraryModel } from './library.model.ts'
import { ModuleCard } from './ModuleCard.tsx'

/** The hub's learning modules: what there is to read, and what of it is on this phone. */
export function Library() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatLibrary key={seat.info.value.member} seat={seat} />
}

function SeatLibrary({ seat }: { seat: Seat }) {
  const { services } = useApp()
  const model = useModel(() => new LibraryModel(seat))
  const downloads = useModel(() => new DownloadsModel({ learning: seat.learning, services }))
  const view = model.view.value
  const used = formatBytes(view.state === 'ready' ? view.value.usedBytes : 0)
  const isParticipant = seat.info.value.role === 'participant'
  const title = <Trans>Learn</Trans>
  return (
    <Page
      top={
        <>
          {isParticipant ? <TopBar large title={title} /> : <TopBar title={title} backHref="/" />}
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={isParticipant ? <Tabs here="learn" /> : undefined}
    >
      <ScarceRoom />
      {downloads.failure.value && <NotDone failure={downloads.failure.value} />}
      {view.state !== 'ready' ? (
        <Skeleton shape="cards" count={2} />
      ) : view.value.modules.length === 0 ? (
        <NoModules filling={seat.connection.value.filling} />
      ) : (
        <>
          {view.value.modules.map((row) => (
            <ModuleCard key={row.module} row={row} downloads={downloads} />
          ))}
          {view.value.usedBytes > 0 && (
            <p class={styles.used}>
              <Trans>Modules take {used} of this phone.</Trans>
            </p>
          )}
        </>
      )}
    </Page>
  )
}

function NoModules({ filling }: { filling: boolean }) {
  return filling ? (
    <EmptyState icon={BookOpen} title={<Trans>The modules are on their way</Trans>}>
      <Trans>The phone is receiving the list from the hub for the first time. Keep Teren open.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={BookOpen} title={<Trans>Your hub has no learning modules yet</Trans>}>
      <Trans>When the office adds one, it appears here by itself.</Trans>
    </EmptyState>
  )
}
