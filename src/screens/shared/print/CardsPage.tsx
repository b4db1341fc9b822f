import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Users } from 'lucide'
import type { RunId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { badgesToPrint } from '../badges/issuedBadges.ts'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { CardsPaper } from './CardsPaper.tsx'
import { CardsModel } from './cards.model.ts'
import { PrintPage } from './PrintPage.tsx'

/** Badges to wear and cards for the table, of the people of a run. */
export function CardsPage({ run }: { run: RunId }) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatCards seat={seat} run={run} />
}

function SeatCards({ seat, run }: { seat: Seat; run: RunId }) {
  const { t } = useLingui()
  const model = useModel(() => new CardsModel(seat, run))
  const found = model.people.value
  const people = found.state === 'ready' ? found.value : []
  return (
    <PrintPage
      backHref={seat.info.value.role === 'trainer' ? '/sessions' : `/office/runs/${run}`}
      title={t`Badges and name cards`}
      subtitle={model.run.value && localText(model.run.value.title)}
      choices={
        <Segmented
          label={<Trans>What to print</Trans>}
          options={[
            { value: 'badges', text: <Trans>Badges, to cut out</Trans> },
            { value: 'table', text: <Trans>Name cards, to fold</Trans> },
          ]}
          value={model.kind.value}
          onChange={(kind) => {
            model.kind.value = kind
          }}
        />
      }
      instead={
        found.state === 'loading' ? (
          <Skeleton shape="rows" count={6} />
        ) : (
          people.length === 0 && (
            <EmptyState icon={Users} title={<Trans>Nobody is on the list of this run</Trans>}>
              <Trans>Add people to the run first.</Trans>
            </EmptyState>
          )
        )
      }
    >
      {people.length > 0
        ? ({ count }) => (
            <CardsPaper
              kind={model.kind.value}
              people={people}
              texts={badgesToPrint(seat.info.value.member, run)}
              programme={model.programme.value}
              hubName={seat.info.value.hubName}
              title={localText(model.run.value?.title ?? {})}
              onPages={(pages) => count('cards', pages)}
            />
          )
        : null}
    </PrintPage>
  )
}
