import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CalendarX } from 'lucide'
import type { RunId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Field } from '#ui/Field.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Pair } from '../form/Form.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { LookChoices } from './LookChoices.tsx'
import { PrintPage } from './PrintPage.tsx'
import { SheetPaper } from './SheetPaper.tsx'
import { MOST_SHEETS, SheetsModel } from './sheets.model.ts'

/** All sheets of a run, or of a period of it, as one job for the printer. */
export function SheetsPage({ run }: { run: RunId }) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatSheets seat={seat} run={run} />
}

function SeatSheets({ seat, run }: { seat: Seat; run: RunId }) {
  const { t } = useLingui()
  const model = useModel(() => new SheetsModel(seat, run))
  const { role, hubName } = seat.info.value
  const found = model.sheets.value
  const sheets = found.state === 'ready' ? found.value : []
  const look = model.look.value
  return (
    <PrintPage
      backHref={role === 'trainer' ? '/sessions' : `/office/runs/${run}`}
      title={t`Attendance sheets`}
      subtitle={model.run.value && localText(model.run.value.title)}
      choices={
        <>
          <Pair>
            <Field
              type="date"
              label={<Trans>From the first, or from</Trans>}
              value={model.from.value}
              onInput={(day) => {
                model.from.value = day
              }}
            />
            <Field
              type="date"
              label={<Trans>To the last, or to</Trans>}
              value={model.to.value}
              onInput={(day) => {
                model.to.value = day
              }}
            />
          </Pair>
          <LookChoices look={look} onChange={model.change} />
          {role !== 'observer' && (
            <List>
              <ListRow href={`/print/cards/${run}`}>
                <Trans>Badges and name cards</Trans>
              </ListRow>
            </List>
          )}
        </>
      }
      instead={
        model.isTooMany.value ? (
          <EmptyState
            icon={CalendarX}
            title={<Plural value={model.chosen.value.length} one="# sheet at once" other="# sheets at once" />}
          >
            <Trans>That is more than this device lays out at once. Choose a period with at most {MOST_SHEETS}.</Trans>
          </EmptyState>
        ) : found.state === 'loading' ? (
          <Skeleton shape="rows" count={6} />
        ) : (
          sheets.length === 0 && (
            <EmptyState icon={CalendarX} title={<Trans>No session in these days</Trans>}>
              <Trans>Choose other days. Cancelled sessions have no sheet.</Trans>
            </EmptyState>
          )
        )
      }
    >
      {sheets.length > 0 && !model.isTooMany.value
        ? ({ letters, count }) =>
            sheets.map((sheet) => (
              <SheetPaper
                key={sheet.view.session.session}
                sheet={sheet}
                look={look}
                hubName={hubName}
                now={model.printedAt.value}
                letters={letters}
                onPages={(pages) => count(sheet.view.session.session, pages)}
              />
            ))
        : null}
    </PrintPage>
  )
}
