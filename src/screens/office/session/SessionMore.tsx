import { Trans, useLingui } from '@lingui/react/macro'
import type { SessionMode } from '#domain/session.ts'
import type { TeamRow } from '#store/officeApi.ts'
import { formatNumber } from '#text/format.ts'
import { Choices } from '#ui/Choices.tsx'
import { Field } from '#ui/Field.tsx'
import { Fold } from '#ui/Fold.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Select } from '#ui/Select.tsx'
import { AgendaRows } from './AgendaRows.tsx'
import { BreakRows } from './BreakRows.tsx'
import type { SessionFieldsScreen } from './sessionFields.model.ts'

interface SessionMoreProps {
  model: SessionFieldsScreen
  team: readonly TeamRow[]
}

/** Who teaches, breaks, agenda, how it is held: most sessions need none of it said. */
export function SessionMore({ model, team }: SessionMoreProps) {
  const { t } = useLingui()
  const staff = team.filter(({ role }) => role === 'trainer' || role === 'coordinator')
  const faults = model.shown.value
  const needsLook = faults.some(({ kind }) => kind.startsWith('break') || kind.startsWith('agenda'))
  const said = [
    model.trainers.value.length > 0 && t`trainers ${formatNumber(model.trainers.value.length)}`,
    model.breaks.value.length > 0 && t`breaks ${formatNumber(model.breaks.value.length)}`,
    model.agenda.value.length > 0 && t`agenda items ${formatNumber(model.agenda.value.length)}`,
  ].filter(Boolean)
  return (
    <Fold
      title={<Trans>Trainers, breaks, agenda</Trans>}
      detail={said.join(' · ')}
      open={needsLook || model.isUntitled.value}
    >
      {staff.length > 0 && (
        <Choices
          label={<Trans>Who teaches</Trans>}
          hint={<Trans>Nobody chosen: it is everyone’s who may record in the programme.</Trans>}
          options={staff.map(({ member, displayName }) => ({ value: member, text: displayName }))}
          chosen={{ several: model.trainers.value }}
          onChange={model.toggleTrainer}
        />
      )}
      <BreakRows model={model} />
      <AgendaRows model={model} />
      <Segmented<SessionMode>
        label={<Trans>How it is held</Trans>}
        value={model.mode.value}
        onChange={(mode) => {
          model.mode.value = mode
        }}
        options={[
          { value: 'on-site', text: <Trans>On site</Trans> },
          { value: 'online', text: <Trans>Online</Trans> },
          { value: 'both', text: <Trans>Both</Trans> },
        ]}
      />
      <Field
        label={<Trans>Title of its own</Trans>}
        hint={<Trans>Only if it differs from the course’s</Trans>}
        value={model.title.value}
        onInput={(title) => {
          model.title.value = title
        }}
        maxLength={200}
      />
      <Select
        label={<Trans>Time zone of the place</Trans>}
        value={model.zone.value}
        onChange={(zone) => {
          model.zone.value = zone
        }}
        options={zonesWith(model.zone.value).map((zone) => ({ value: zone, text: zone.replaceAll('_', ' ') }))}
        error={faults.some(({ kind }) => kind === 'unknown-zone') && t`This device does not know this zone.`}
      />
    </Fold>
  )
}

/** Where the zones of our programmes are, for browsers that cannot list all. */
const SOME_ZONES = [
  ...['Asia/Nicosia', 'Europe/Copenhagen', 'Europe/Dublin', 'Europe/Kaliningrad', 'Europe/Kyiv', 'Europe/Lisbon'],
  ...['Europe/Prague', 'Europe/Riga', 'Europe/Rome', 'Europe/Sofia', 'Europe/Warsaw', 'UTC'],
]

function zonesWith(own: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : SOME_ZONES
  return known.includes(own) ? known : [own, ...known]
}
