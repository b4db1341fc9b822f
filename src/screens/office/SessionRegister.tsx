import { Trans } from '@lingui/react/macro'
import { ClipboardList } from 'lucide'
import type { PersonId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import type { Newcomer } from '#store/officeApi.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { AgendaTable } from './AgendaTable.tsx'
import { ClassBook } from './ClassBook.tsx'
import { CountsLine } from './CountsLine.tsx'
import { EventList } from './EventList.tsx'
import { FieldChanges } from './FieldChanges.tsx'
import { PaneNote } from './PaneNote.tsx'
import { PersonRecords } from './PersonRecords.tsx'
import { SessionNotices } from './SessionNotices.tsx'
import styles from './SessionRegister.module.css'
import { SignatureLine } from './SignatureLine.tsx'
import type { SessionPage } from './session.model.ts'

interface SessionRegisterProps {
  seat: Seat
  now: number
  page: SessionPage
  newcomers: ReadonlyMap<PersonId, Newcomer>
}

/** The register of one session as the office reads and prints it. */
export function SessionRegister({ seat, now, page, newcomers }: SessionRegisterProps) {
  const { view, report, signatures } = page
  const { facts } = report.register
  return (
    <>
      <FieldChanges seat={seat} view={view} now={now} />
      <SessionNotices page={page} />
      <AgendaTable register={report.register} />
      <section aria-labelledby="session-records">
        <div class={styles.sectionHead}>
          <h2 class={styles.sectionTitle} id="session-records">
            <Trans>Attendance</Trans>
          </h2>
          <CountsLine counts={report.register.counts} />
        </div>
        {report.people.length === 0 ? (
          <PaneNote>
            <EmptyState icon={ClipboardList} title={<Trans>Nobody is on the list yet</Trans>}>
              <Trans>People appear here when they are added to the run or walk in.</Trans>
            </EmptyState>
          </PaneNote>
        ) : (
          <ol class={styles.people}>
            {report.people.map((person, at) => (
              <PersonRecords
                key={person.person}
                report={person}
                number={at + 1}
                facts={facts}
                newcomer={newcomers.get(person.person)}
              >
                {signatures
                  .filter((each) => each.person === person.person)
                  .map((signature) => (
                    <SignatureLine key={signature.key} signature={signature} view={view} />
                  ))}
              </PersonRecords>
            ))}
          </ol>
        )}
      </section>
      <ClassBook view={view} />
      {report.events.length > 0 && <EventList events={report.events} facts={view.session.facts} />}
    </>
  )
}
