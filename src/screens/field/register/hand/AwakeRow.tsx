import { Trans } from '@lingui/react/macro'
import { ListRow } from '#ui/ListRow.tsx'
import type { RegisterScreen } from '../register.model.ts'
import { type KeptAwake, keepAwake } from './keepAwake.ts'

/** Keeps the screen on while this register is open; where the browser cannot, it says so. */
export function AwakeRow({ model }: { model: RegisterScreen }) {
  // Browsers without it, and pages without https, have no such property.
  const wakeLock: WakeLock | undefined = navigator.wakeLock
  if (wakeLock === undefined) {
    return (
      <ListRow detail={<Trans>This browser cannot. The phone's own settings can make it stay on longer.</Trans>}>
        <Trans>Keep the screen on</Trans>
      </ListRow>
    )
  }
  const kept = model.awake.value as KeptAwake | null
  const state = kept?.state.value ?? 'off'
  const toggle = () => {
    const mine = kept ?? keepAwake(() => wakeLock.request('screen'), document)
    model.awake.value = mine
    void mine.toggle()
  }
  return (
    <ListRow
      onClick={toggle}
      trailing={state === 'on' ? <Trans>On</Trans> : <Trans>Off</Trans>}
      detail={
        state === 'refused' ? (
          <Trans>The phone refuses it now, perhaps to save its battery.</Trans>
        ) : (
          <Trans>As long as this register is open</Trans>
        )
      }
    >
      <Trans>Keep the screen on</Trans>
    </ListRow>
  )
}
