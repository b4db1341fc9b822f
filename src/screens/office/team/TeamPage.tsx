import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { UserPlus, UserX } from 'lucide'
import type { MemberId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { CatalogueModel } from '../run/catalogue.model.ts'
import { MemberPane } from './MemberPane.tsx'
import { NewMember } from './NewMember.tsx'
import styles from './Team.module.css'
import { TeamList } from './TeamList.tsx'
import { TeamModel } from './team.model.ts'

interface TeamPageProps {
  /** list: everybody. new: somebody is added. Otherwise the member that is looked at. */
  what: 'list' | 'new' | { member: string }
}

/** Who records, plans and looks; on which devices; with which programmes. */
export function TeamPage({ what }: TeamPageProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  const member = typeof what === 'object' ? (what.member as MemberId) : null
  const isList = what === 'list'
  return (
    <Desk
      seat={seat}
      place="team"
      page={isList ? 'list' : 'detail'}
      list={{
        head: (
          <PaneHead
            main={isList}
            title={<Trans>Team</Trans>}
            aside={
              <Button icon={UserPlus} variant={isList ? 'primary' : 'quiet'} href="/office/team/new">
                <Trans>Add somebody</Trans>
              </Button>
            }
          />
        ),
        body: <WithOffice seat={seat}>{(office) => <Rows seat={seat} office={office} chosen={member} />}</WithOffice>,
      }}
      detail={{
        head: <DetailHead key={member} seat={seat} what={what} />,
        body: (
          <div class={styles.pane}>
            <WithOffice seat={seat}>
              {(office) =>
                member !== null ? (
                  <MemberPane key={member} seat={seat} office={office} member={member} />
                ) : isList ? (
                  <Choose />
                ) : (
                  <Adding seat={seat} office={office} />
                )
              }
            </WithOffice>
          </div>
        ),
      }}
    />
  )
}

interface PartProps {
  seat: Seat
  office: Office
}

function Rows({ seat, office, chosen }: PartProps & { chosen: string | null }) {
  const team = useModel(() => new TeamModel(office))
  const catalogue = useModel(() => new CatalogueModel(seat, office)).view.value
  if (team.view.value.state !== 'ready' || catalogue === null) return <Skeleton shape="rows" count={4} />
  return (
    <>
      <TeamList rows={team.rows.value} programmes={catalogue.programmes} chosen={chosen} />
      <p class={styles.more}>
        <Button icon={UserX} variant="quiet" href="/office/erasures">
          <Trans>Decisions about erasing</Trans>
        </Button>
      </p>
    </>
  )
}

function DetailHead({ seat, what }: { seat: Seat } & TeamPageProps) {
  if (what === 'new') return <PaneHead main backHref="/office/team" title={<Trans>Add to the team</Trans>} />
  if (what === 'list') return <PaneHead main={false} title={<Trans>A member</Trans>} />
  return (
    <WithOffice seat={seat} quiet>
      {(office) => <MemberHead office={office} member={what.member} />}
    </WithOffice>
  )
}

function MemberHead({ office, member }: { office: Office; member: string }) {
  const { rows } = useModel(() => new TeamModel(office))
  const row = rows.value.find((one) => one.member === member)
  return <PaneHead main backHref="/office/team" title={row ? row.displayName : <Trans>A member</Trans>} />
}

function Choose() {
  return (
    <EmptyState icon={UserPlus} title={<Trans>Choose somebody, or add somebody</Trans>}>
      <Trans>A code lets each in on their own device. Sign-ins can be ended here at any time.</Trans>
    </EmptyState>
  )
}

function Adding({ seat, office }: PartProps) {
  const catalogue = useModel(() => new CatalogueModel(seat, office)).view.value
  return catalogue === null ? (
    <Skeleton shape="rows" count={4} />
  ) : (
    <NewMember office={office} programmes={catalogue.programmes} />
  )
}
