import { Trans } from '@lingui/react/macro'
import { ChartNoAxesColumn, EyeOff, IdCard, Lock, UserCheck } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Role } from '#domain/roles.ts'
import { formatList } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import styles from './WhoReads.module.css'

interface WhoReadsProps {
  /** Who teaches and who decides, by name, as far as it is known. */
  team: readonly { displayName: string; role: Role }[]
}

/** Who reads what about a participant, in plain words (L3, L4). Each sentence says what `src/protocol/rights.ts` and
 *  `sync-server/access/rights.ts` do. */
export function WhoReads({ team }: WhoReadsProps) {
  const named = (role: Role) =>
    formatList([...new Set(team.flatMap((one) => (one.role === role ? one.displayName : [])))])
  const [trainers, coordinators] = [named('trainer'), named('coordinator')]
  return (
    <ul class={styles.readers}>
      <Reader icon={UserCheck} who={<Trans>Your trainers and the coordinators</Trans>}>
        <p>
          <Trans>
            They see your attendance, notes about it, how far you are in the lessons, and your answers to questions with
            a right answer.
          </Trans>
        </p>
        {trainers !== '' && (
          <p>
            <Trans>Trainers: {trainers}</Trans>
          </p>
        )}
        {coordinators !== '' && (
          <p>
            <Trans>Coordinators: {coordinators}</Trans>
          </p>
        )}
      </Reader>
      <Reader icon={IdCard} who={<Trans>All trainers of the hub</Trans>}>
        <p>
          <Trans>They see your name and where you come from, so that they know you when you come to them.</Trans>
        </p>
      </Reader>
      <Reader icon={ChartNoAxesColumn} who={<Trans>Partners and those who pay for the course</Trans>}>
        <p>
          <Trans>They see numbers without names, if the hub does not allow one of them to see names.</Trans>
        </p>
      </Reader>
      <Reader icon={EyeOff} who={<Trans>Other participants</Trans>}>
        <p>
          <Trans>They see nothing about you here.</Trans>
        </p>
      </Reader>
      <Reader icon={Lock} who={<Trans>Only you</Trans>}>
        <p>
          <Trans>
            Your answers to questions without right or wrong stay yours. How you judge yourself is seen only when you
            hand it in.
          </Trans>
        </p>
      </Reader>
    </ul>
  )
}

interface ReaderProps {
  icon: Parameters<typeof Icon>[0]['icon']
  who: ComponentChildren
  children: ComponentChildren
}

function Reader({ icon, who, children }: ReaderProps) {
  return (
    <li>
      <Icon icon={icon} />
      <div>
        <h2>{who}</h2>
        {children}
      </div>
    </li>
  )
}
