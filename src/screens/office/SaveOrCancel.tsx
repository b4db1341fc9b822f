import { Trans } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import type { Saving } from '#screens/shared/form/saving.model.ts'
import { Button } from '#ui/Button.tsx'

interface SaveOrCancelProps {
  model: { saving: Saving; cancel: () => void }
  cancelHref: string
  /** What the primary button says. */
  children: ComponentChildren
}

/** The actions of a form that is a page of its own. */
export function SaveOrCancel({ model, cancelHref, children }: SaveOrCancelProps) {
  return (
    <>
      <Button variant="primary" type="submit" busy={model.saving.busy.value}>
        {children}
      </Button>
      <Button variant="plain" href={cancelHref} onClick={model.cancel}>
        <Trans>Cancel</Trans>
      </Button>
    </>
  )
}
