import { Trans, useLingui } from '@lingui/react/macro'
import type { ProgrammeRow } from '#store/api.ts'
import { localText } from '#text/localText.ts'
import { Select } from '#ui/Select.tsx'

interface ActivitySelectProps {
  programme: ProgrammeRow
  /** '' for none. */
  value: string
  onChange: (activity: string) => void
}

/** Which activity of the programme it counts for; nothing where the programme has none. */
export function ActivitySelect({ programme, value, onChange }: ActivitySelectProps) {
  const { t } = useLingui()
  if (programme.activities.length === 0) return null
  const activities = programme.activities.map(({ id, number, title }) => {
    const name = localText(title)
    return { value: id, text: number === null ? name : `${number}: ${name}` }
  })
  return (
    <Select
      label={<Trans>Activity</Trans>}
      value={value}
      onChange={onChange}
      options={[{ value: '', text: t`No activity named` }, ...activities]}
    />
  )
}
