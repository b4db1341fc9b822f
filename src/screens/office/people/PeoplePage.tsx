import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { UserPlus } from 'lucide'
import type { ComponentChild } from 'preact'
import type { RunId } from '#domain/ids.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Desk } from '../Desk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { NewcomersModel, newcomersOf } from '../newcomers/newcomers.model.ts'
import { PaneHead } from '../PaneHead.tsx'
import { RunSessions } from '../run/RunSessions.tsx'
import { useWide } from '../useWide.ts'
import { AddPeople } from './AddPeople.tsx'
import styles from './People.module.css'
import { PeopleList } from './PeopleList.tsx'
import { PersonForm } from './PersonForm.tsx'

import { PeopleModel, type RunPeople } from './people.model.ts'

interface PeoplePageProps {
  run: string
  /** list: who takes part. add: a list is pasted. Otherwise the person that is corrected. */
  what: 'list' | 'add' | { person: string }
}

/** The people of a run. */
export function PeoplePage({ run, what }: PeoplePageProps) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  const person = typeof what === 'object' ? what.person : null
  const id = run as RunId
  const page = `/office/runs/${run}`
  const isList = what === 'list'
  const canChange = seat.info.value.role === 'coordinator'
  return (
    <Desk
      seat={seat}
      place="programmes"
      page={isList ? 'list' : 'detail'}
      list={{
        head: <PeopleHead key={run} seat={seat} run={id} main={isList} />,
        body: <PeopleOfRun key={run} seat={seat} run={id} chosen={person} isList={isList} />,
      }}
      detail={
        canChange
          ? {
              head: (
                <PaneHead
                  main={!isList}
                  {...(isList ? {} : { backHref: what === 'add' ? page : `${page}/people` })}
                  title={person === null ? <Trans>Add people</Trans> : <Trans>Person</Trans>}
                />
              ),
              body: (
                <div class={styles.pane}>
                  <WithOffice seat={seat}>
                    {(office) => (
                      <Detail key={`${run} ${person}`} seat={seat} office={office} run={id} person={person} />
                    )}
                  </WithOffice>
                </div>
              ),
            }
          : RunSessions({ seat, run: id, chosen: null })
      }
    />
  )
}

interface PartProps {
  seat: Seat
  run: RunId
}

function PeopleHead({ seat, run, main }: PartProps & { main: boolean }) {
  return (
    <WithPeople seat={seat} run={run} waiting={<PaneHead main={main} title={<Trans>People</Trans>} />}>
      {({ people, title }) => (
        <PaneHead
          main={main}
          backHref={`/office/runs/${run}`}
          eyebrow={localText(title)}
          title={<Plural value={people.length} one="# person" other="# people" />}
        />
      )}
    </WithPeople>
  )
}

function PeopleOfRun({ seat, run, chosen, isList }: PartProps & { chosen: string | null; isList: boolean }) {
  const wide = useWide()
  const canChange = seat.info.value.role === 'coordinator'
  const { newcomers } = useModel(() => new NewcomersModel(seat))
  return (
    <WithPeople seat={seat} run={run} waiting={<Skeleton shape="rows" count={8} />}>
      {({ people }) => (
        <>
          {isList && !wide && canChange && (
            <div class={styles.add}>
              <Button variant="primary" icon={UserPlus} href={`/office/runs/${run}/people/add`} wide>
                <Trans>Add people</Trans>
              </Button>
            </div>
          )}
          <PeopleList
            run={run}
            people={people}
            newcomers={newcomersOf(newcomers.value, run)}
            chosen={chosen}
            canChange={canChange}
          />
        </>
      )}
    </WithPeople>
  )
}

interface DetailProps extends PartProps {
  office: Office
  person: string | null
}

function Detail({ seat, office, run, person }: DetailProps) {
  const model = useModel(() => new PeopleModel(seat, office, run))
  const { newcomers } = useModel(() => new NewcomersModel(seat))
  const view = model.view.value
  if (view.state === 'loading') return <Skeleton shape="rows" count={4} />
  const row = view.state === 'ready' ? view.value.people.find((one) => one.person === person) : undefined
  if (view.state === 'missing' || (person !== null && !row))
    return <NotOnThisDevice filling={seat.connection.value.filling} />
  if (!row) return <AddPeople office={office} run={run} />
  const newcomer = newcomersOf(newcomers.value, run).get(row.person)
  return <PersonForm office={office} run={run} person={row} newcomer={newcomer} />
}

interface WithPeopleProps extends PartProps {
  waiting: ComponentChild
  children: (view: RunPeople) => ComponentChild
}

function WithPeople(props: WithPeopleProps) {
  return <WithOffice seat={props.seat}>{(office) => <KnownPeople {...props} office={office} />}</WithOffice>
}

function KnownPeople({ seat, run, office, waiting, children }: WithPeopleProps & { office: Office }) {
  const view = useModel(() => new PeopleModel(seat, office, run)).view.value
  return <>{view.state === 'ready' ? children(view.value) : waiting}</>
}
