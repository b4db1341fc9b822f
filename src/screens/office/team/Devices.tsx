import { Trans } from '@lingui/react/macro'
import type { DeviceId } from '#domain/ids.ts'
import type { TeamRow } from '#store/officeApi.ts'
import { formatMoment } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import type { MemberScreen } from './member.model.ts'
import styles from './Team.module.css'

interface DevicesProps {
  model: MemberScreen
  row: TeamRow
}

/** Where they are signed in; each sign-in can be ended (S7). */
export function Devices({ model, row }: DevicesProps) {
  const ending = row.signIns.find(({ device }) => device === model.ending.value)
  if (row.signIns.length === 0) return null
  const name = row.displayName
  return (
    <section class={styles.section}>
      <h2 class={styles.heading}>
        <Trans>Devices</Trans>
      </h2>
      <List>
        {row.signIns.map(({ device, label, state, since }) => {
          const when = formatMoment(since, model.now.value)
          return (
            <ListRow
              key={device}
              detail={state === 'ended' ? <Trans>Ended {when}</Trans> : <Trans>Signed in since {when}</Trans>}
              trailing={
                state === 'active' ? (
                  <Button
                    onClick={() => {
                      model.ending.value = device
                    }}
                  >
                    <Trans>End</Trans>
                  </Button>
                ) : state === 'ending' ? (
                  <StatusChip tone="late">
                    <Trans>Ends when the hub is reached</Trans>
                  </StatusChip>
                ) : undefined
              }
            >
              {label || <Trans>A device</Trans>}
            </ListRow>
          )
        })}
      </List>
      {ending && (
        <Sheet
          title={<Trans>End this sign-in?</Trans>}
          subtitle={ending.label}
          onClose={() => {
            model.ending.value = null
          }}
          footer={
            <Button variant="danger" onClick={() => void model.endSignIn(ending.device as DeviceId)}>
              <Trans>End the sign-in</Trans>
            </Button>
          }
        >
          <p>
            <Trans>
              {name} can no longer read anything of the hub on this device. What was recorded on it before and not sent
              stays on the device. For a way back in, make a new code.
            </Trans>
          </p>
        </Sheet>
      )}
    </section>
  )
}
