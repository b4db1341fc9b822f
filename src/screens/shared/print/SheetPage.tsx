import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { FileQuestion, Printer, ZoomIn, ZoomOut } from 'lucide'
import { useRef, useState } from 'preact/hooks'
import type { SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { formatShortDay } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { Page } from '#ui/Page.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import paper from './Paper.module.css'
import styles from './SheetPage.module.css'
import { SheetPaper } from './SheetPaper.tsx'
import { SheetModel, type SheetScreen } from './sheetPage.model.ts'
import { useLetters, usePreviewScale } from './usePreview.ts'

/** The attendance sheet of one session, as it will be on paper. */
export function SheetPage({ session }: { session: SessionId }) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatSheet seat={seat} session={session} />
}

function SeatSheet({ seat, session }: { seat: Seat; session: SessionId }) {
  const { t } = useLingui()
  const model = useModel(() => new SheetModel(seat, session))
  const { role } = seat.info.value
  const found = model.sheet.value
  const heading = found.state === 'ready' ? found.value.view.session : null
  const isReady = found.state === 'ready'
  return (
    <div class={styles.screen}>
      <Page
        flush
        top={
          <TopBar
            backHref={role === 'trainer' ? `/sessions/${session}` : `/office/sessions/${session}`}
            title={t`Attendance sheet`}
            subtitle={heading && `${localText(heading.title)} · ${formatShortDay(heading.facts.date)}`}
            actions={
              isReady && (
                <IconButton
                  icon={model.large.value ? ZoomOut : ZoomIn}
                  label={model.large.value ? t`Show whole pages` : t`Show in full size`}
                  onClick={() => model.zoom()}
                />
              )
            }
          />
        }
        bottom={
          isReady && (
            <BottomBar>
              <Button variant="primary" icon={Printer} onClick={() => print()}>
                <Trans>Print</Trans>
              </Button>
            </BottomBar>
          )
        }
      >
        {found.state === 'loading' && <Skeleton shape="rows" count={6} />}
        {found.state === 'missing' && (
          <EmptyState icon={FileQuestion} title={<Trans>This session is not on this phone</Trans>}>
            <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
          </EmptyState>
        )}
        {isReady && <Preview model={model} seat={seat} />}
      </Page>
    </div>
  )
}

const EMPTY_ROWS = ['0', '5', '10'] as const

function Preview({ model, seat }: { model: SheetScreen; seat: Seat }) {
  const room = useRef<HTMLElement>(null)
  const [pages, setPages] = useState(0)
  usePreviewScale(room, model.large.value)
  const sheet = model.sheet.value
  const letters = useLetters(room)
  if (sheet.state !== 'ready') return null
  const look = model.look.value
  return (
    <>
      <div class={styles.choices}>
        <Segmented
          label={<Trans>What stands on it</Trans>}
          options={[
            { value: 'recorded', text: <Trans>What was recorded</Trans> },
            { value: 'blank', text: <Trans>Names only, to fill in by hand</Trans> },
          ]}
          value={look.kind}
          onChange={(kind) => model.change({ kind })}
        />
        <Segmented
          label={<Trans>Empty rows at the end</Trans>}
          options={EMPTY_ROWS.map((count) => ({ value: count, text: count }))}
          value={EMPTY_ROWS.find((count) => Number(count) === look.emptyRows) ?? '0'}
          onChange={(count) => model.change({ emptyRows: Number(count) })}
        />
        {letters === 'missing' && (
          <Banner tone="warning" role="status">
            <Trans>
              The letters for printing are not on this phone yet. It prints with its own; with a network the sheet looks
              as the funder’s rules want it.
            </Trans>
          </Banner>
        )}
        <p class={styles.count} role="status">
          <Plural value={pages} one="# page of A4" other="# pages of A4" />
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in full size it scrolls sideways, also by keys */}
      <section class={paper.pages} ref={room} tabIndex={0} aria-label="A4" data-letters={letters}>
        <SheetPaper
          sheet={sheet.value}
          look={look}
          hubName={seat.info.value.hubName}
          now={model.printedAt.value}
          letters={letters}
          onPages={(count) => setPages(count)}
        />
      </section>
    </>
  )
}
