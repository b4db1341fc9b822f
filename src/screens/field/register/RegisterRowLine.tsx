import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowLeftRight, Check, CircleDashed, Clock, type IconNode, MessageSquare, Minus, X } from 'lucide'
import { STATUS_WORDS } from '#screens/shared/words/attendance.ts'
import { formatMinutes, formatWallTime, formatWallTimes } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { type ChipTone, StatusChip } from '#ui/StatusChip.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import styles from './RegisterRowLine.module.css'
import type { Chip, ItemSign, Quiet, RowSaving, RowView } from './rowView.ts'
import { useRowName } from './useRowName.ts'

interface RegisterRowLineProps {
  row: RowView
  onTap: (row: RowView) => void
  onOpen: (row: RowView) => void
}

const LOOKS: Record<Chip['kind'], { tone: ChipTone; icon: IconNode }> = {
  none: { tone: 'plain', icon: Minus },
  unset: { tone: 'unset', icon: CircleDashed },
  present: { tone: 'present', icon: Check },
  from: { tone: 'late', icon: Clock },
  until: { tone: 'late', icon: Clock },
  between: { tone: 'late', icon: Clock },
  part: { tone: 'late', icon: Clock },
  absent: { tone: 'absent', icon: X },
  excused: { tone: 'excused', icon: MessageSquare },
  records: { tone: 'two', icon: ArrowLeftRight },
}

/** One person in the register: number, margin line, name, the quiet line, and the button with the state. */
export function RegisterRowLine({ row, onTap, onOpen }: RegisterRowLineProps) {
  const { t } = useLingui()
  const look = LOOKS[row.chip.kind]
  const state = useChipWords(row.chip)
  const name = useRowName(row)
  const tapSays =
    row.tap === 'absent'
      ? t`${name}: ${state}. Mark absent`
      : row.tap === 'present'
        ? t`${name}: ${state}. Mark present`
        : t`${name}: ${state}. Open`
  return (
    <li class={styles.row} data-person={row.person}>
      <span class={styles.number}>
        <span aria-hidden="true">{row.number}</span>
        <SavingSign saving={row.saving} />
      </span>
      <button type="button" class={styles.person} onClick={() => onOpen(row)}>
        <span class={styles.name}>{name}</span>
        {row.signs.length > 0 && <ItemSigns signs={row.signs} />}
        <span class={styles.quiet} data-kind={row.quiet.kind}>
          <QuietWords quiet={row.quiet} />
        </span>
      </button>
      {row.chip.kind !== 'none' && (
        <StatusChip tone={look.tone} icon={look.icon} label={tapSays} onClick={() => onTap(row)}>
          {state}
        </StatusChip>
      )}
    </li>
  )
}

/** Where the person was, item by item of the agenda. */
function ItemSigns({ signs }: { signs: ItemSign[] }) {
  const { t } = useLingui()
  return (
    <span class={styles.items}>
      {signs.map(({ item, title, chip }) => (
        <span key={item} data-tone={LOOKS[chip.kind].tone}>
          <Icon icon={LOOKS[chip.kind].icon} size={14} />
          <VisuallyHidden>
            {title || t`No longer in the agenda`}: <ChipWords chip={chip} />.{' '}
          </VisuallyHidden>
        </span>
      ))}
    </span>
  )
}

/** The same signs as in the saving line, small, in the margin. */
function SavingSign({ saving }: { saving: RowSaving }) {
  if (saving === 'none') return null
  return (
    <>
      <span class={styles.sign} data-saving={saving} aria-hidden="true" />
      <VisuallyHidden>
        {saving === 'unsaved' && <Trans>Not saved.</Trans>}
        {saving === 'refused' && <Trans>Refused by the hub.</Trans>}
        {saving === 'waiting' && <Trans>Saved on this phone, waiting to send.</Trans>}
        {saving === 'received' && <Trans>Received by the hub.</Trans>}
      </VisuallyHidden>
    </>
  )
}

const ChipWords = ({ chip }: { chip: Chip }) => useChipWords(chip)

function useChipWords(chip: Chip): string {
  const { t } = useLingui()
  switch (chip.kind) {
    case 'none':
      return ''
    case 'unset':
      return t`Not marked`
    case 'present':
      return chip.own ?? (chip.online ? t`Online` : t`Present`)
    case 'from':
      return t`From ${formatWallTime(chip.time)}`
    case 'until':
      return t`Until ${formatWallTime(chip.time)}`
    case 'between':
      return formatWallTimes(chip.from, chip.to)
    case 'part':
      return formatMinutes(chip.minutes)
    case 'absent':
      return chip.own ?? t`Absent`
    case 'excused':
      return chip.own ?? t`Excused`
    case 'records':
      return chip.count === 2 ? t`Two records` : t`${chip.count} records`
  }
}

function QuietWords({ quiet }: { quiet: Quiet }) {
  const { t, i18n } = useLingui()
  switch (quiet.kind) {
    case 'unsaved':
      return <Trans>Not saved</Trans>
    case 'refused':
      return <Trans>Refused by the hub</Trans>
    case 'records':
      return quiet.records
        .map(({ recorder, status }) => {
          const who = recorder === null ? t`You` : recorder || t`Somebody`
          return t`${who}: ${i18n._(STATUS_WORDS[status]).toLocaleLowerCase()}`
        })
        .join(' · ')
    case 'correction':
      return quiet.status === null ? (
        <Trans>Correction to decide</Trans>
      ) : (
        <Trans>Correction to decide: {i18n._(STATUS_WORDS[quiet.status]).toLocaleLowerCase()}</Trans>
      )
    case 'decided':
      return <Trans>Decided by the office</Trans>
    case 'late':
      return <Trans>{formatMinutes(quiet.minutes)} late</Trans>
    case 'left':
      return <Trans>left {formatMinutes(quiet.minutes)} early</Trans>
    case 'part':
      return (
        <Trans>
          {formatMinutes(quiet.minutes)} of {formatMinutes(quiet.ofMinutes)}
        </Trans>
      )
    case 'text':
      return quiet.text
  }
}
