import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { WithOffice } from '#screens/shared/WithOffice.tsx'
import type { Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { formatNumber } from '#text/format.ts'
import styles from './Desk.module.css'
import { MissedModel } from './missed.model.ts'
import { RescuedCountModel } from './rescued/rescued.model.ts'

export type OfficePlace = 'programmes' | 'missed' | 'modules' | 'team' | 'rescued' | 'safekeeping' | 'state'

interface OfficeNavProps {
  seat: Seat
  place: OfficePlace
}

/** Where the office can go, with how many things wait there. */
export function OfficeNav({ seat, place }: OfficeNavProps) {
  const { t } = useLingui()
  const missed = useModel(() => new MissedModel(seat))
  const count = missed.count.value
  return (
    <nav class={styles.nav} aria-label={t`Office`}>
      <p class={styles.brand} translate={false}>
        Teren
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.places} role="list">
        <li>
          <a class={styles.place} href="/office" aria-current={place === 'programmes' ? 'page' : undefined}>
            <Trans>Programmes</Trans>
          </a>
        </li>
        <li>
          <a class={styles.place} href="/office/missed" aria-current={place === 'missed' ? 'page' : undefined}>
            <span>
              <Trans>Nothing recorded</Trans>
            </span>
            {count !== null && count > 0 && <span class={styles.count}>{formatNumber(count)}</span>}
          </a>
        </li>
        {seat.info.value.role === 'coordinator' ? (
          <>
            <li>
              <a class={styles.place} href="/office/modules" aria-current={place === 'modules' ? 'page' : undefined}>
                <Trans>Learning modules</Trans>
              </a>
            </li>
            <li>
              <a class={styles.place} href="/office/team" aria-current={place === 'team' ? 'page' : undefined}>
                <Trans>Team</Trans>
              </a>
            </li>
            <WithOffice seat={seat} quiet>
              {(office) => <RescuedPlace office={office} isHere={place === 'rescued'} />}
            </WithOffice>
            <li>
              <a
                class={styles.place}
                href="/office/safekeeping"
                aria-current={place === 'safekeeping' ? 'page' : undefined}
              >
                <Trans>Safekeeping</Trans>
              </a>
            </li>
            <li>
              <a class={styles.place} href="/office/state" aria-current={place === 'state' ? 'page' : undefined}>
                <Trans>State of the hub</Trans>
              </a>
            </li>
            <li>
              <a class={styles.place} href="/today">
                <Trans>Today</Trans>
              </a>
            </li>
          </>
        ) : (
          <li>
            <a class={styles.place} href="/learn">
              <Trans>Learn</Trans>
            </a>
          </li>
        )}
        <li>
          <a class={styles.place} href="/phone">
            <Trans>This device</Trans>
          </a>
        </li>
      </ul>
    </nav>
  )
}

/** Seldom there is any: then it is a place of its own. */
function RescuedPlace({ office, isHere }: { office: Office; isHere: boolean }) {
  const count = useModel(() => new RescuedCountModel(office)).count.value ?? 0
  if (count === 0 && !isHere) return null
  return (
    <li>
      <a class={styles.place} href="/office/rescued" aria-current={isHere ? 'page' : undefined}>
        <span>
          <Trans>Rescued work</Trans>
        </span>
        {count > 0 && <span class={styles.count}>{formatNumber(count)}</span>}
      </a>
    </li>
  )
}
