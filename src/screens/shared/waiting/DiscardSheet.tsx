import { Trans } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import type { ChangeItem } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { ChangeText } from '../words/ChangeText.tsx'
import styles from './Waiting.module.css'
import type { WaitingModel } from './waiting.model.ts'

interface DiscardSheetProps {
  change: ChangeItem
  model: Model<InstanceType<typeof WaitingModel>>
}

/** Asks before a refused change is dropped: nothing else has it. */
export function DiscardSheet({ change, model }: DiscardSheetProps) {
  return (
    <Sheet
      title={<Trans>Discard this change?</Trans>}
      onClose={() => model.askDiscard(null)}
      footer={
        <div class={styles.buttons}>
          <Button onClick={() => model.askDiscard(null)}>
            <Trans>Keep it</Trans>
          </Button>
          <Button variant="danger" onClick={() => void model.discard()}>
            <Trans>Discard</Trans>
          </Button>
        </div>
      }
    >
      <p class={styles.what}>
        <ChangeText {...change} />
      </p>
      <p>
        <Trans>The hub does not have it. After this it is nowhere.</Trans>
      </p>
    </Sheet>
  )
}
