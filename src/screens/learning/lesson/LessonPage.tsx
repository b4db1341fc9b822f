import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen } from 'lucide'
import type { ModuleId } from '#domain/ids.ts'
import type { LessonId } from '#domain/learning.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { LessonBar } from './LessonBar.tsx'
import { LessonReader } from './LessonReader.tsx'
import { LessonModel, lessonOf } from './lesson.model.ts'

interface LessonPageProps {
  module: ModuleId
  lesson: LessonId
}

/** One lesson, to be read without a network. */
export function LessonPage({ module, lesson }: LessonPageProps) {
  const seat = useApp().device.seat.value
  if (seat === null) return <NobodySignedIn />
  return <SeatLesson key={`${seat.info.value.member} ${module}`} seat={seat} module={module} lesson={lesson} />
}

function SeatLesson({ seat, module, lesson }: LessonPageProps & { seat: Seat }) {
  const model = useModel(() => new LessonModel(seat, module))
  const page = model.page.value
  const found = page.state === 'ready' ? lessonOf(page.value.module, lesson) : null
  if (page.state === 'ready' && found) {
    return <LessonReader key={lesson} id={module} page={page.value} found={found} model={model} />
  }
  const back = `/learn/${module}`
  const title = <Trans>Lesson</Trans>
  return (
    <Page top={page.state === 'loading' ? <LessonBar backHref={back} /> : <TopBar title={title} backHref={back} />}>
      {page.state === 'loading' ? (
        <Skeleton shape="text" count={5} />
      ) : page.state !== 'unreadable' ? (
        <NotHere module={module} isDownloaded={page.state === 'ready'} />
      ) : (
        <ErrorNote
          title={<Trans>The browser does not open this module now.</Trans>}
          safe={<Trans>It is kept on this phone, and so is what you read and answered.</Trans>}
          action={
            <Button onClick={() => location.reload()}>
              <Trans>Load again</Trans>
            </Button>
          }
        >
          <Trans>Close Teren in other windows, then load this page again.</Trans>
        </ErrorNote>
      )}
    </Page>
  )
}

function NotHere({ module, isDownloaded }: { module: ModuleId; isDownloaded: boolean }) {
  return (
    <EmptyState
      icon={BookOpen}
      title={
        isDownloaded ? <Trans>This module has no such lesson</Trans> : <Trans>This module is not on this phone</Trans>
      }
      action={
        <Button variant="primary" href={`/learn/${module}`}>
          <Trans>Open the module</Trans>
        </Button>
      }
    >
      {isDownloaded ? (
        <Trans>A newer version may have other lessons.</Trans>
      ) : (
        <Trans>Download it once, and you can read it without a network.</Trans>
      )}
    </EmptyState>
  )
}
