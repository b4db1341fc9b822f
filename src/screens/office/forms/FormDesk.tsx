import { Trans } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import type { RunId } from '#domain/ids.ts'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { Desk, type Pane } from '../Desk.tsx'
import { PaneHead } from '../PaneHead.tsx'
import { ProgrammePane } from '../ProgrammePane.tsx'
import styles from './FormDesk.module.css'

interface FormDeskProps {
  seat: Seat
  title: ComponentChildren
  eyebrow?: ComponentChildren
  backHref: string
  /** What is beside on a wide window; the programmes if nothing else. */
  list?: Pane
  /** The run that the form is about, marked in the list of programmes. */
  run?: RunId | null
  children: (office: Office) => ComponentChildren
}

/** A form of the office: where the chosen thing stands, beside the list that it belongs to. */
export function FormDesk({ seat, title, eyebrow, backHref, list, run = null, children }: FormDeskProps) {
  const programmes: Pane = {
    head: <PaneHead main={false} title={<Trans>Programmes</Trans>} />,
    body: <ProgrammePane seat={seat} chosen={run} />,
  }
  return (
    <Desk
      seat={seat}
      place="programmes"
      page="detail"
      list={list ?? programmes}
      detail={{
        head: <PaneHead main backHref={backHref} title={title} eyebrow={eyebrow} />,
        body: (
          <div class={styles.pane}>
            <WithOffice seat={seat}>{(office) => <>{children(office)}</>}</WithOffice>
          </div>
        ),
      }}
    />
  )
}
