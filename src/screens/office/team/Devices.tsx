import { Trans } from '@lingui/react/macro'
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
        {row.signIns.map(({ device, label, state, since, lost }) => {
          const when = formatMoment(since, model.now.value)
          const ask = () => {
            model.ending.value = device
          }
          return (
            <ListRow
              key={device}
              detail={
                lost ? (
                  <Trans>Lost or stolen, {when}</Trans>
                ) : state === 'ended' ? (
                  <Trans>Ended {when}</Trans>
                ) : (
                  <Trans>Signed in since {when}</Trans>
                )
              }
              trailing={
                state === 'ending' ? (
                  <StatusChip tone="late">
                    <Trans>Ends when the hub is reached</Trans>
                  </StatusChip>
                ) : (
                  <Button onClick={ask}>
                    {state === 'active' ? <Trans>End</Trans> : lost ? <Trans>Found</Trans> : <Trans>Lost</Trans>}
                  </Button>
                )
              }
            >
              {label || <Trans>A device</Trans>}
            </ListRow>
          )
        })}
      </List>
      {ending && <EndingSheet model={model} ending={ending} name={name} />}
    </section>
  )
}

interface EndingSheetProps {
  model: MemberScreen
  ending: TeamRow['signIns'][number]
  name: string
}

/** Asks before a sign-in is ended, and whether the device was lost: then nothing is taken from it, whoever carries it. */
function EndingSheet({ model, ending, name }: EndingSheetProps) {
  const { device, label, state, lost } = ending
  const end = (isLost: boolean) => void model.endSignIn(device, isLost)
  return (
    <Sheet
      title={
        state === 'active' ? (
          <Trans>End this sign-in?</Trans>
        ) : lost ? (
          <Trans>Was this device found?</Trans>
        ) : (
          <Trans>Was this device lost?</Trans>
        )
      }
      subtitle={label}
      onClose={() => {
        model.ending.value = null
      }}
      footer={
        <div class={styles.buttons}>
          {!lost && (
            <Button variant="danger" onClick={() => end(true)}>
              <Trans>Lost or stolen</Trans>
            </Button>
          )}
          {state === 'active' && (
            <Button variant="danger" onClick={() => end(false)}>
              <Trans>End the sign-in</Trans>
            </Button>
          )}
          {lost && (
            <Button variant="primary" onClick={() => end(false)}>
              <Trans>It was found</Trans>
            </Button>
          )}
        </div>
      }
    >
      <div class={styles.endingWords}>
        {state === 'active' && (
          <p>
            <Trans>
              {name} can no longer read anything of the hub on this device. What was recorded on it before and not sent
              stays on it, and can be carried here as Rescued work. For a way back in, make a new code.
            </Trans>
          </p>
        )}
        {lost ? (
          <p>
            <Trans>What was recorded on it before can then be carried here as Rescued work. It stays signed out.</Trans>
          </p>
        ) : (
          <p>
            <Trans>
              Lost or stolen: nothing is taken from this device any more, also not what somebody carries here.
            </Trans>
          </p>
        )}
      </div>
    </Sheet>
  )
}
