import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen } from 'lucide'
import type { ModuleId } from '#domain/ids.ts'
import { ModuleFacts } from '#screens/shared/modules/ModuleFacts.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { ScarceRoom } from '#screens/shared/ScarceRoom.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { formatBytes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { appLanguage } from '../appLanguage.ts'
import { DownloadButton } from '../DownloadButton.tsx'
import { DownloadLine } from '../DownloadLine.tsx'
import { type Downloads, DownloadsModel } from '../downloads.model.ts'
import { NotDone } from '../NotDone.tsx'
import { continueAt, readingLanguage } from '../reading.ts'
import { FreeSheet } from './FreeSheet.tsx'
import { LessonList } from './LessonList.tsx'
import styles from './ModulePage.module.css'
import { ModulePageModel, type ModulePageView } from './module.model.ts'

interface ModulePageProps {
  module: ModuleId
}

/** What a module is about, its lessons, and the one next thing to do with it. */
export function ModulePage({ module }: ModulePageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatModule key={seat.info.value.member} seat={seat} module={module} />
}

function SeatModule({ seat, module }: ModulePageProps & { seat: Seat }) {
  const { services } = useApp()
  const model = useModel(() => new ModulePageModel(seat, module))
  const downloads = useModel(() => new DownloadsModel({ learning: seat.learning, services }))
  const page = model.page.value
  return (
    <Page
      top={
        <>
          <TopBar backHref="/learn" title={<Trans>Learning module</Trans>} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={page.state === 'ready' && <NextStep page={page.value} downloads={downloads} />}
    >
      <ScarceRoom />
      {downloads.failure.value && <NotDone failure={downloads.failure.value} />}
      {page.state === 'loading' && <Skeleton shape="text" count={4} />}
      {page.state === 'missing' && (
        <EmptyState
          icon={BookOpen}
          title={<Trans>Your hub does not have this module</Trans>}
          action={
            <Button href="/learn">
              <Trans>See all modules</Trans>
            </Button>
          }
        >
          <Trans>It may have been withdrawn. What you read and answered is safe.</Trans>
        </EmptyState>
      )}
      {page.state === 'ready' && <About page={page.value} onFree={() => (model.askingToFree.value = true)} />}
      {page.state === 'ready' && model.askingToFree.value && (
        <FreeSheet
          row={page.value.row}
          keptBy={page.value.progress.keptBy}
          onFree={async () => {
            if (await downloads.free(module)) model.askingToFree.value = false
          }}
          onClose={() => {
            model.askingToFree.value = false
          }}
        />
      )}
    </Page>
  )
}

function About({ page, onFree }: { page: ModulePageView; onFree: () => void }) {
  const { row, view, progress } = page
  const { title, summary, held } = row
  const size = formatBytes(held?.bytes ?? 0)
  const reading = readingLanguage(row, view?.language ?? null, appLanguage())
  return (
    <>
      <h2 class={styles.title} lang={langOf(title)}>
        {localText(title)}
      </h2>
      <p class={styles.summary} lang={langOf(summary)}>
        {localText(summary)}
      </p>
      <ModuleFacts of={row} />
      <DownloadLine row={row} />
      {view?.module && (
        <LessonList module={view.module} progress={progress.progress} language={reading} id={row.module} />
      )}
      {progress.keptBy === 'phone' && (
        <p class={styles.quiet}>
          <Trans>
            Where you are and what you answer stays on this phone. It is sent to the hub only for participants of a run.
          </Trans>
        </p>
      )}
      {view?.module && (
        <p class={styles.quiet} lang={reading}>
          {localText(view.module.source, reading)}
        </p>
      )}
      {held && (
        <div class={styles.remove}>
          <Button variant="plain" onClick={onFree}>
            <Trans>Remove from this phone · {size}</Trans>
          </Button>
        </div>
      )}
    </>
  )
}

/** The one primary action: get it, or read on. */
function NextStep({ page, downloads }: { page: ModulePageView; downloads: Downloads }) {
  const { row, view, progress } = page
  const next = view?.module && continueAt(view.module, progress.progress)
  if (!next) {
    return (
      <BottomBar>
        <DownloadButton row={row} downloads={downloads} variant="primary" />
      </BottomBar>
    )
  }
  return (
    <BottomBar>
      {(row.download || !row.held?.isNewest) && <DownloadButton row={row} downloads={downloads} />}
      <Button variant="primary" icon={BookOpen} href={`/learn/${row.module}/${next.lesson.id}`}>
        {next.allRead ? <Trans>Read again</Trans> : next.begun ? <Trans>Read on</Trans> : <Trans>Start reading</Trans>}
      </Button>
    </BottomBar>
  )
}
