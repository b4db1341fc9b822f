import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { FileQuestion } from 'lucide'
import type { SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { formatShortDay } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { LookChoices } from './LookChoices.tsx'
import { PrintPage } from './PrintPage.tsx'
import { SheetPaper } from './SheetPaper.tsx'
import { SheetModel } from './sheetPage.model.ts'

/** The attendance sheet of one session, as it will be on paper. */
export function SheetPage({ session }: { session: SessionId }) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatSheet seat={seat} session={session} />
}

function SeatSheet({ seat, session }: { seat: Seat; session: SessionId }) {
  const { t } = useLingui()
  const model = useModel(() => new SheetModel(seat, session))
  const { role, hubName } = seat.info.value
  const found = model.sheet.value
  const sheet = found.state === 'ready' ? found.value : null
  const of = sheet?.view.session
  const look = model.look.value
  return (
    <PrintPage
      backHref={role === 'trainer' ? `/sessions/${session}` : `/office/sessions/${session}`}
      title={t`Attendance sheet`}
      subtitle={of && `${localText(of.title)} · ${formatShortDay(of.facts.date)}`}
      choices={
        of && (
          <>
            <LookChoices look={look} onChange={model.change} />
            <List>
              <ListRow href={`/print/runs/${of.run}`}>
                <Trans>All sheets of this run</Trans>
              </ListRow>
              {role !== 'observer' && (
                <ListRow href={`/print/cards/${of.run}`}>
                  <Trans>Badges and name cards</Trans>
                </ListRow>
              )}
            </List>
          </>
        )
      }
      instead={
        found.state === 'loading' ? (
          <Skeleton shape="rows" count={6} />
        ) : (
          found.state === 'missing' && (
            <EmptyState icon={FileQuestion} title={<Trans>This session is not on this phone</Trans>}>
              <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
            </EmptyState>
          )
        )
      }
    >
      {sheet &&
        (({ letters, count }) => (
          <SheetPaper
            sheet={sheet}
            look={look}
            hubName={hubName}
            now={model.printedAt.value}
            letters={letters}
            onPages={(pages) => count(session, pages)}
          />
        ))}
    </PrintPage>
  )
}
