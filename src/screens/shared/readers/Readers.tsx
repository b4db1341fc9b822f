import { Trans } from '@lingui/react/macro'
import { createModel, useModel } from '@preact/signals'
import type { Seat } from '#store/api.ts'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { follow } from '../follow.ts'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { WhoReads } from './WhoReads.tsx'

/** Who sees what about the participant who is on screen. */
export function Readers() {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatReaders key={seat.info.value.member} seat={seat} />
}

const ReadersModel = createModel((seat: Seat) => ({ classes: follow(() => seat.classes()) }))

function SeatReaders({ seat }: { seat: Seat }) {
  const classes = useModel(() => new ReadersModel(seat)).classes.value
  const team = classes.state === 'ready' ? classes.value.flatMap((row) => row.team) : []
  const { hubName } = seat.info.value
  return (
    <Page
      top={
        <>
          <TopBar backHref="/me" title={<Trans>Who sees what about me</Trans>} subtitle={hubName} />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
    >
      <WhoReads team={team} />
    </Page>
  )
}
