import { Trans, useLingui } from '@lingui/react/macro'
import { Undo2, UserRoundPlus } from 'lucide'
import { formatNumber } from '#text/format.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import type { RegisterScreen } from './register.model.ts'

/** The next thing to do, whose words change with what remains; beside it *add a person* and *undo*. */
export function RegisterBar({ model }: { model: RegisterScreen }) {
  const { t } = useLingui()
  const next = model.next.value
  if (next.kind === 'none') return null
  return (
    <BottomBar>
      {next.kind !== 'add' && (
        <>
          <Button
            variant="square"
            icon={UserRoundPlus}
            label={t`Add a person`}
            onClick={() => model.openSheet({ kind: 'walk-in' })}
          />
          <Button
            variant="square"
            icon={Undo2}
            label={t`Undo`}
            disabled={model.undoable.value === null}
            onClick={() => void model.undo()}
          />
        </>
      )}
      {next.kind === 'everyone' && (
        <Button variant="primary" onClick={() => void model.everyonePresent()}>
          <Trans>Everyone present · {formatNumber(next.count)}</Trans>
        </Button>
      )}
      {next.kind === 'others' && (
        <Button variant="primary" onClick={() => void model.everyonePresent()}>
          <Trans>Others present · {formatNumber(next.count)}</Trans>
        </Button>
      )}
      {next.kind === 'submit' && (
        <Button variant="primary" onClick={() => model.openSheet({ kind: 'submit' })}>
          {next.again ? <Trans>Submit again</Trans> : <Trans>Submit</Trans>}
        </Button>
      )}
      {next.kind === 'add' && (
        <Button variant="primary" onClick={() => model.openSheet({ kind: 'walk-in' })}>
          <Trans>Add the first person</Trans>
        </Button>
      )}
      {next.kind === 'done' && (
        <Button variant="quiet" href="/today">
          <Trans>Back to today</Trans>
        </Button>
      )}
    </BottomBar>
  )
}
