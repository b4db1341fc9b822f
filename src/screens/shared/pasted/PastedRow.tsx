import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Ban, CircleCheck, CircleHelp, type IconNode, ListChecks, UserPlus } from 'lucide'
import type { PersonId } from '#domain/ids.ts'
import type { PastedFault, PastedPerson } from '#domain/pastedNames.ts'
import { formatList, formatNumber } from '#text/format.ts'
import { Choices } from '#ui/Choices.tsx'
import { type ChipTone, StatusChip } from '#ui/StatusChip.tsx'
import styles from './PasteNames.module.css'
import type { Decision, ReviewRow } from './pasted.model.ts'

const FAULTS: Record<PastedFault, MessageDescriptor> = {
  'no-name': msg`No name is written here.`,
  digits: msg`A number stands in the name.`,
  sentence: msg`These are more words than a name has.`,
  heading: msg`This looks like a heading.`,
  'too-long': msg`This is too long for a name.`,
  'control-characters': msg`There are hidden characters in it. Type this line by hand.`,
}

const LOOK: Record<ReviewRow['becomes'], { tone: ChipTone; icon: IconNode; words: MessageDescriptor }> = {
  new: { tone: 'accent', icon: UserPlus, words: msg`New` },
  known: { tone: 'present', icon: CircleCheck, words: msg`Known` },
  'on-list': { tone: 'plain', icon: ListChecks, words: msg`On the list` },
  undecided: { tone: 'late', icon: CircleHelp, words: msg`Decide` },
  'left-out': { tone: 'unset', icon: Ban, words: msg`Left out` },
}

interface PastedRowProps {
  row: ReviewRow
  onDecide: (decision: Decision) => void
}

/** One line: how it was read, why not, or who it may be. */
export function PastedRow({ row, onDecide }: PastedRowProps) {
  const { i18n } = useLingui()
  const { line, becomes } = row
  const { tone, icon, words } = LOOK[becomes]
  return (
    <li class={styles.row} data-becomes={becomes}>
      <span class={styles.number}>{formatNumber(line.number)}</span>
      <div class={styles.middle}>
        {line.read.ok ? (
          <PersonWords person={line.read.value} leftOut={line.leftOut} />
        ) : (
          <>
            <p class={styles.raw}>{line.text}</p>
            <p class={styles.fault}>{i18n._(FAULTS[line.read.error])}</p>
          </>
        )}
      </div>
      <StatusChip tone={tone} icon={icon}>
        {i18n._(words)}
      </StatusChip>
      {line.read.ok && (row.alike.length > 0 || line.repeats !== null) && <WhoIsIt row={row} onDecide={onDecide} />}
    </li>
  )
}

interface PersonWordsProps {
  person: PastedPerson
  leftOut: string[]
}

function PersonWords({ person, leftOut }: PersonWordsProps) {
  const { givenName, familyName, organisation, role } = person
  const said = [organisation, role].filter(Boolean).join(' · ')
  const titles = formatList(leftOut)
  return (
    <>
      <p class={styles.name}>
        {givenName} <b>{familyName}</b>
      </p>
      {said && <p class={styles.note}>{said}</p>}
      {leftOut.length > 0 && (
        <p class={styles.note}>
          <Trans>left out: {titles}</Trans>
        </p>
      )}
    </>
  )
}

const NEW = '+'
const REPEATS = '='

/** Proposed, never decided by itself. */
function WhoIsIt({ row, onDecide }: PastedRowProps) {
  const { t } = useLingui()
  const { line, alike, decision } = row
  const repeated = line.repeats === null ? null : formatNumber(line.repeats)
  const name = line.read.ok ? `${line.read.value.givenName} ${line.read.value.familyName}`.trim() : ''
  const chosen = decision === 'new' ? NEW : decision === 'repeats' ? REPEATS : (decision?.known ?? null)
  return (
    <div class={styles.who}>
      <Choices<string>
        label={<Trans>Who is {name}?</Trans>}
        chosen={{ one: chosen }}
        onChange={(value) =>
          onDecide(value === NEW ? 'new' : value === REPEATS ? 'repeats' : { known: value as PersonId })
        }
        options={[
          ...(repeated === null
            ? []
            : [{ value: REPEATS, text: <Trans>The same person as in line {repeated}</Trans> }]),
          ...alike.map((person) => ({
            value: person.person as string,
            text: person.displayName,
            detail: [person.isOnList ? t`on the list already` : t`known`, person.organisationName, person.role]
              .filter(Boolean)
              .join(' · '),
          })),
          { value: NEW, text: <Trans>Somebody else, new</Trans> },
        ]}
      />
    </div>
  )
}
