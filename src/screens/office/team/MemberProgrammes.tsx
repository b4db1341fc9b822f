import { Trans } from '@lingui/react/macro'
import type { TeamRow } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Choices } from '#ui/Choices.tsx'
import type { MemberScreen } from './member.model.ts'
import styles from './Team.module.css'

interface MemberProgrammesProps {
  model: MemberScreen
  row: TeamRow
}

/** What they may see: a trainer's programmes, an observer's names. */
export function MemberProgrammes({ model, row }: MemberProgrammesProps) {
  const programmes = model.programmes.value
  if (row.role === 'coordinator') return null
  return (
    <section class={styles.section}>
      {row.role === 'observer' ? (
        <Choices
          label={<Trans>Names</Trans>}
          hint={<Trans>Without names, people are numbers in every list.</Trans>}
          options={[{ value: 'names', text: <Trans>Sees people’s names and notes</Trans> }]}
          chosen={{ several: row.seesNames ? ['names'] : [] }}
          onChange={() => void model.seeNames(!row.seesNames)}
        />
      ) : programmes.length === 0 ? (
        <p class={styles.meaning}>
          <Trans>There are no programmes yet. Trainers can start sessions on the spot all the same.</Trans>
        </p>
      ) : (
        <Choices
          label={<Trans>Records attendance in</Trans>}
          options={programmes.map(({ programme, title, registrationNumber }) => ({
            value: programme,
            text: localText(title),
            detail: registrationNumber,
          }))}
          chosen={{ several: row.programmes }}
          onChange={(programme) => void model.toggleProgramme(programme, row.programmes.includes(programme))}
        />
      )}
    </section>
  )
}
