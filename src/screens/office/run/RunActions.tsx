import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import {
  CalendarPlus,
  ChartNoAxesColumnIncreasing,
  IdCard,
  KeyRound,
  MapPin,
  Pencil,
  Printer,
  UserPlus,
  Users,
} from 'lucide'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { RunRow, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { formatNumber } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { TeamModel } from '../team/team.model.ts'
import styles from './RunActions.module.css'

interface RunActionsProps {
  seat: Seat
  run: RunRow
}

/** What can be planned in a run, and what it still lacks; observers only look at who takes part. */
export function RunActions({ seat, run }: RunActionsProps) {
  const page = `/office/runs/${run.run}`
  const people = (
    <Button icon={Users} href={`${page}/people`}>
      <Trans>People · {formatNumber(run.rosterSize)}</Trans>
    </Button>
  )
  const sheets = (
    <Button icon={Printer} href={`/print/runs/${run.run}`}>
      <Trans>Attendance sheets</Trans>
    </Button>
  )
  const change = (
    <Button icon={ChartNoAxesColumnIncreasing} href={`${page}/change`}>
      <Trans>What changed</Trans>
    </Button>
  )
  if (seat.info.value.role !== 'coordinator')
    return (
      <div class={styles.actions}>
        <nav class={styles.buttons}>
          {people}
          {sheets}
          {change}
        </nav>
      </div>
    )
  return (
    <div class={styles.actions}>
      {run.programme === null && (
        <Banner
          tone="warning"
          icon={MapPin}
          action={
            <Button variant="primary" href={`${page}/place`}>
              <Trans>Place it</Trans>
            </Button>
          }
        >
          <Trans>Started on the spot. It counts once it has a programme and a course.</Trans>
        </Banner>
      )}
      {run.rosterSize === 0 && (
        <Banner
          tone="info"
          icon={UserPlus}
          action={
            <Button href={`${page}/people/add`}>
              <Trans>Add people</Trans>
            </Button>
          }
        >
          <Trans>Nobody is on the list yet.</Trans>
        </Banner>
      )}
      {run.programme !== null && (
        <WithOffice seat={seat} quiet>
          {(office) => <NoTrainers office={office} programme={run.programme} />}
        </WithOffice>
      )}
      <nav class={styles.buttons}>
        <Button icon={CalendarPlus} href={`${page}/sessions/new`}>
          <Trans>Plan sessions</Trans>
        </Button>
        {people}
        {run.rosterSize > 0 && (
          <>
            <Button icon={KeyRound} href={`/runs/${run.run}/codes`}>
              <Trans>Codes for participants</Trans>
            </Button>
            <Button icon={IdCard} href={`/runs/${run.run}/badges`}>
              <Trans>Badges</Trans>
            </Button>
          </>
        )}
        {sheets}
        {change}
        {run.programme !== null && (
          <Button icon={Pencil} href={`${page}/edit`}>
            <Trans>Change</Trans>
          </Button>
        )}
      </nav>
    </div>
  )
}

/** A programme in which only coordinators can record: said until somebody is invited. */
function NoTrainers({ office, programme }: { office: Office; programme: RunRow['programme'] }) {
  const { view } = useModel(() => new TeamModel(office))
  if (view.value.state !== 'ready' || programme === null) return null
  const { value: team } = view.value
  if (team.some((row) => row.role === 'trainer' && row.programmes.includes(programme))) return null
  return (
    <Banner
      tone="info"
      icon={UserPlus}
      action={
        <Button href="/office/team/new">
          <Trans>Invite a trainer</Trans>
        </Button>
      }
    >
      <Trans>No trainer can record here yet; you can.</Trans>
    </Banner>
  )
}
