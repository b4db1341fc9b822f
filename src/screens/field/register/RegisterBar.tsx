import { Trans, useLingui } from '@lingui/react/macro'
import { Undo2, UserRoundPlus } from 'lucide'
import { formatNumber, formatWallTime } from '#text/format.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import type { NextStep, RegisterScreen } from './register.model.ts'

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
            disabled={model.steps.value.length === 0}
            onClick={() => void model.undo()}
          />
        </>
      )}
      {next.kind === 'done' ? (
        <Button variant="quiet" href="/today">
          <Trans>Back to today</Trans>
        </Button>
      ) : (
        // One button whose words change: who pressed it keeps the focus.
        <Button variant="primary" onClick={() => doNext(model, next)}>
          <NextWords next={next} />
        </Button>
      )}
    </BottomBar>
  )
}

type Doable = Exclude<NextStep, { kind: 'done' | 'none' }>

function doNext(model: RegisterScreen, next: Doable): void {
  if (next.kind === 'submit') model.openSheet({ kind: 'submit' })
  else if (next.kind === 'add') model.openSheet({ kind: 'walk-in' })
  else if (next.kind === 'item') model.choose(next.item)
  else void model.everyonePresent()
}

function NextWords({ next }: { next: Doable }) {
  switch (next.kind) {
    case 'everyone':
      return <Trans>Everyone present · {formatNumber(next.count)}</Trans>
    case 'others':
      return <Trans>Others present · {formatNumber(next.count)}</Trans>
    case 'item':
      return <Trans>Next: {formatWallTime(next.start)}</Trans>
    case 'submit':
      return next.again ? <Trans>Submit again</Trans> : <Trans>Submit</Trans>
    case 'add':
      return <Trans>Add the first person</Trans>
  }
}
