import { Plural, Trans } from '@lingui/react/macro'
import { CircleAlert, CircleCheck, type IconNode, Info } from 'lucide'
import { unreachable } from '#domain/result.ts'
import { formatBytes, formatMoment, formatNumber, formatSpan } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import styles from './Day.module.css'
import type { Check, CheckState } from './ready.model.ts'

const ICONS: Record<CheckState, IconNode> = { here: CircleCheck, missing: CircleAlert, look: Info }

/** Where each is put right; the others come by themselves with the network. */
const WAYS: Partial<Record<Check['kind'], string>> = {
  contact: '/waiting',
  safety: '/phone',
  room: '/phone',
  modules: '/learn',
}

interface CheckRowProps {
  check: Check
  now: number
}

/** One thing that the room needs: whether it is here, and where not, how to get it. */
export function CheckRow({ check, now }: CheckRowProps) {
  const isHere = check.state === 'here'
  const way = isHere ? undefined : WAYS[check.kind]
  return (
    <ListRow {...(way && { href: way })}>
      <span class={styles.check} data-state={check.state}>
        <Icon icon={ICONS[check.state]} size={20} />
        <span>
          <Found check={check} now={now} />
          {!isHere && (
            <span class={styles.how}>
              <HowToGet check={check} />
            </span>
          )}
        </span>
      </span>
    </ListRow>
  )
}

function Found({ check, now }: CheckRowProps) {
  const isHere = check.state === 'here'
  switch (check.kind) {
    case 'roster':
      return isHere ? (
        <Plural value={check.people} one="# person is on the list here" other="# people are on the list here" />
      ) : (
        <Trans>Nobody is on the list here</Trans>
      )
    case 'contact': {
      if (check.ended) return <Trans>The hub has ended this sign-in</Trans>
      if (check.isNow) return <Trans>Connected to the hub</Trans>
      if (check.heardAt === null) return <Trans>The hub was never reached</Trans>
      const moment = formatMoment(check.heardAt, now)
      return <Trans>Last contact with the hub: {moment}</Trans>
    }
    case 'app':
      return isHere ? (
        <Trans>Teren opens without a network</Trans>
      ) : (
        <Trans>Teren does not open without a network</Trans>
      )
    case 'safety':
      if (check.safety === 'kept') return <Trans>The browser keeps what is recorded</Trans>
      return check.safety === 'private' ? (
        <Trans>This looks like a private window</Trans>
      ) : (
        <Trans>The browser has not promised to keep what is recorded</Trans>
      )
    case 'room': {
      const free = formatBytes(check.freeBytes)
      return isHere ? <Trans>Room left: {free}</Trans> : <Trans>Little room left: {free}</Trans>
    }
    case 'modules': {
      const [here, of] = [formatNumber(check.here), formatNumber(check.of)]
      return isHere ? (
        <Trans>All learning modules are here</Trans>
      ) : (
        <Trans>
          Learning modules here: {here} of {of}
        </Trans>
      )
    }
    case 'letters':
      return isHere ? (
        <Trans>The letters for printed sheets are here</Trans>
      ) : (
        <Trans>The letters for printed sheets are not here</Trans>
      )
    case 'reader':
      return isHere ? <Trans>Badges can be read</Trans> : <Trans>The reader of badges is not here</Trans>
    case 'clock': {
      if (check.minutes === null)
        return check.isKnown ? <Trans>The clock is right</Trans> : <Trans>The clock was not compared yet</Trans>
      const span = formatSpan(Math.abs(check.minutes))
      return check.minutes > 0 ? (
        <Trans>This phone’s clock is {span} ahead</Trans>
      ) : (
        <Trans>This phone’s clock is {span} behind</Trans>
      )
    }
    default:
      return unreachable(check)
  }
}

function HowToGet({ check }: Pick<CheckRowProps, 'check'>) {
  switch (check.kind) {
    case 'roster':
      return <Trans>The list comes from the hub. If it has none, add people at the door.</Trans>
    case 'contact':
      return check.ended ? (
        <Trans>Nothing is sent any more. Ask your coordinator for a new link.</Trans>
      ) : (
        <Trans>The plan may have changed since. Open Teren where there is a network.</Trans>
      )
    case 'app':
      return <Trans>Open Teren with a network and keep it open for a minute, in a normal window.</Trans>
    case 'safety':
      return check.safety === 'private' ? (
        <Trans>Everything is gone when it is closed. Use a normal window.</Trans>
      ) : (
        <Trans>Tap to see what can be done.</Trans>
      )
    case 'room':
      return <Trans>Delete photos or apps from the phone.</Trans>
    case 'modules':
      return <Trans>Download those that you need in the room.</Trans>
    case 'letters':
      return <Trans>They come with the network. Until then the phone prints with its own.</Trans>
    case 'reader':
      return <Trans>It comes with the network. Without it, find people by name.</Trans>
    case 'clock':
      return check.isKnown ? (
        <Trans>Set it in the phone’s settings. No date or order depends on it.</Trans>
      ) : (
        <Trans>That happens at the first contact with the hub.</Trans>
      )
    default:
      return unreachable(check)
  }
}
