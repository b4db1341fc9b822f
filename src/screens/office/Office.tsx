import { Trans } from '@lingui/react/macro'
import { Plus } from 'lucide'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import styles from './Desk.module.css'
import { Desk } from './Desk.tsx'
import { PaneHead } from './PaneHead.tsx'
import { ProgrammePane } from './ProgrammePane.tsx'
import { ToLookAt } from './ToLookAt.tsx'

/** The office's first page: programmes, their activities and runs, and how far each run is. */
export function Office() {
  const seat = useApp().device.seat.value
  return seat ? <OfficeOfSeat key={seat.info.value.member} seat={seat} /> : <NobodySignedIn />
}

/** What coordinators make from here. */
function NewThings({ seat }: OfficeOfSeatProps) {
  if (seat.info.value.role !== 'coordinator') return null
  return (
    <span class={styles.new}>
      <Button icon={Plus} href="/office/runs/new">
        <Trans>New run</Trans>
      </Button>
      <Button variant="plain" href="/office/programmes/new">
        <Trans>New programme</Trans>
      </Button>
    </span>
  )
}

interface OfficeOfSeatProps {
  seat: Seat
}

function OfficeOfSeat({ seat }: OfficeOfSeatProps) {
  return (
    <Desk
      seat={seat}
      place="programmes"
      page="list"
      list={{
        head: <PaneHead main title={<Trans>Programmes</Trans>} aside={<NewThings seat={seat} />} />,
        body: <ProgrammePane seat={seat} chosen={null} />,
      }}
      detail={{
        head: <PaneHead main={false} title={<Trans>To look at</Trans>} />,
        body: <ToLookAt seat={seat} />,
      }}
    />
  )
}
