import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Check } from 'lucide'
import type { MemberId } from '#domain/ids.ts'
import type { Device, SavingStatus, SeatInfo } from '#store/api.ts'
import { formatMoment } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { ROLE_WORDS } from '../words/roles.ts'
import styles from './Phone.module.css'
import { changesOf } from './phone.model.ts'

interface PeopleHereProps {
  seats: SeatInfo[]
  saving: Device['saving']['value']
  onScreen: MemberId | null
  switching: MemberId | null
  onSwitch: (member: MemberId) => void
  onSignOut: (seat: SeatInfo) => void
}

/** Everybody signed in on this phone; changing between them needs no network. */
export function PeopleHere({ seats, saving, onScreen, switching, onSwitch, onSignOut }: PeopleHereProps) {
  const { i18n, t } = useLingui()
  if (seats.length === 0) {
    return (
      <p>
        <Trans>Nobody is signed in on this phone.</Trans>
      </p>
    )
  }
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul class={styles.people} role="list">
      {seats.map((seat) => {
        const name = seat.displayName
        const work = saving.find(({ member }) => member === seat.member)?.saving
        return (
          <li class={styles.person} key={seat.member} data-current={seat.member === onScreen || undefined}>
            <div class={styles.who}>
              <div class={styles.names}>
                <p class={styles.name}>{name}</p>
                <p class={styles.quiet}>
                  {i18n._(ROLE_WORDS[seat.role])} · {seat.hubName}
                </p>
              </div>
              {seat.member === onScreen && (
                <StatusChip tone="accent" icon={Check}>
                  <Trans>On screen</Trans>
                </StatusChip>
              )}
            </div>
            {work && seats.length > 1 && changesOf(work) > 0 && <WorkHere work={work} />}
            {seat.state === 'ended' && (
              <p class={styles.ended}>
                <Trans>The hub has ended this sign-in. What is not sent stays here.</Trans>
              </p>
            )}
            <div class={styles.buttons}>
              {seat.member !== onScreen && (
                <Button
                  label={t`Switch to ${name}`}
                  busy={switching === seat.member}
                  onClick={() => onSwitch(seat.member)}
                >
                  <Trans>Switch</Trans>
                </Button>
              )}
              <Button label={t`Sign out ${name}`} onClick={() => onSignOut(seat)}>
                <Trans>Sign out</Trans>
              </Button>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** What of a person's work is nowhere but here, and since when. */
function WorkHere({ work }: { work: SavingStatus }) {
  const since = work.oldestAt === null ? null : formatMoment(work.oldestAt, Date.now())
  return (
    <p class={styles.work}>
      <Plural value={changesOf(work)} one="# change only here" other="# changes only here" />
      {since && (
        <>
          {' · '}
          <Trans>since {since}</Trans>
        </>
      )}
      {work.unsaved > 0 && (
        <>
          {' · '}
          <b>
            <Plural value={work.unsaved} one="# not saved" other="# not saved" />
          </b>
        </>
      )}
    </p>
  )
}
