import { Trans } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '#ui/Button.tsx'
import { WhoReads } from '../readers/WhoReads.tsx'
import type { InvitationView } from '../services.ts'
import { RefusalNote } from './RefusalNote.tsx'
import styles from './SignIn.module.css'
import type { SignInModel } from './signIn.model.ts'

interface ReadersStepProps {
  model: Model<InstanceType<typeof SignInModel>>
  invitation: InvitationView
}

/** Who will read what about a participant, before the code is used (L3). */
export function ReadersStep({ model, invitation: { displayName, classes } }: ReadersStepProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h2 class={styles.question} ref={heading} tabIndex={-1}>
        <Trans>Who will see what about you</Trans>
      </h2>
      <WhoReads team={classes.flatMap(({ team }) => team)} />
      <RefusalNote refusal={model.refusal.value} />
      <div class={styles.actions}>
        <Button variant="primary" wide busy={model.busy.value} onClick={() => void model.signIn()}>
          <Trans>Join as {displayName}</Trans>
        </Button>
        <Button variant="plain" wide disabled={model.busy.value} onClick={model.startOver}>
          <Trans>I do not want to join</Trans>
        </Button>
      </div>
    </>
  )
}
