import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { UserX } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import type { PersonId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { PersonRow, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { EraseForm } from './EraseForm.tsx'
import { ErasureList } from './ErasureList.tsx'
import styles from './Erasures.module.css'
import { ErasuresModel } from './erasures.model.ts'

/** What was decided on erasing people's data, and about whom it is to be decided. */
export function ErasuresPage({ person }: { person: string | null }) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  const isList = person === null
  return (
    <Desk
      seat={seat}
      place="team"
      page={isList ? 'list' : 'detail'}
      list={{
        head: <PaneHead main={isList} backHref="/office/team" title={<Trans>Decisions about erasing</Trans>} />,
        body: <WithOffice seat={seat}>{(office) => <Rows seat={seat} office={office} chosen={person} />}</WithOffice>,
      }}
      detail={{
        head: (
          <PaneHead
            main={!isList}
            {...(isList ? {} : { backHref: '/office/erasures' })}
            title={<Trans>Erase somebody’s data</Trans>}
          />
        ),
        body: (
          <div class={styles.pane}>
            {person === null ? (
              <EmptyState icon={UserX} title={<Trans>Who wants their data erased?</Trans>}>
                <Trans>Open them in the list of a run and choose “Erase their data”.</Trans>
              </EmptyState>
            ) : (
              <WithOffice seat={seat}>
                {(office) => <Deciding key={person} seat={seat} office={office} person={person as PersonId} />}
              </WithOffice>
            )}
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
  const view = useModel(() => new ErasuresModel(office)).view.value
  if (view.state !== 'ready') return <Skeleton shape="rows" count={3} />
  return <ErasureList rows={view.value} chosen={chosen} now={seat.now().at} />
}

function Deciding({ seat, office, person }: PartProps & { person: PersonId }) {
  const [found, setFound] = useState<PersonRow | 'missing' | null>(null)
  useEffect(() => {
    let isShown = true
    void office.personToDecide(person).then((row) => isShown && setFound(row ?? 'missing'))
    return () => {
      isShown = false
    }
  }, [office, person])
  if (found === null) return <Skeleton shape="rows" count={3} />
  if (found === 'missing') return <NotOnThisDevice filling={seat.connection.value.filling} />
  if (found.standing === 'erased') {
    return (
      <EmptyState icon={UserX} title={<Trans>This person’s data was erased</Trans>}>
        <Trans>There is nothing left to decide on.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <p class={styles.person}>
        <b>{found.displayName}</b>
        {found.organisationName && <span class={styles.detail}>{found.organisationName}</span>}
      </p>
      <EraseForm office={office} person={found} />
    </>
  )
}
