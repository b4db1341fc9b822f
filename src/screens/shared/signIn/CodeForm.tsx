import { Trans, useLingui } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import { WifiOff } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { useOffline } from '../useOffline.ts'
import { RefusalNote } from './RefusalNote.tsx'
import styles from './SignIn.module.css'
import type { SignInModel } from './signIn.model.ts'

interface CodeFormProps {
  model: Model<InstanceType<typeof SignInModel>>
}

/** Where a code is typed, or a whole link pasted. */
export function CodeForm({ model }: CodeFormProps) {
  const { t } = useLingui()
  const offline = useOffline()
  const input = useRef<HTMLInputElement>(null)
  const refusal = model.refusal.value

  useEffect(() => {
    if (refusal) input.current?.focus()
  }, [refusal])

  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void model.lookUp()
      }}
    >
      <p class={styles.lead}>
        <Trans>Your trainer or coordinator gives you a link or a code. It works once.</Trans>
      </p>
      <RefusalNote refusal={model.refusal.value} />
      <Field
        label={t`Code or link`}
        hint={t`Small or capital letters, with or without the dash`}
        placeholder="K7QM-2PXR"
        value={model.typed.value}
        onInput={model.type}
        name="code"
        autoCapitalize="characters"
        spellcheck={false}
        inputRef={input}
      />
      {offline && (
        <Banner tone="warning" icon={WifiOff} role="status">
          <Trans>No network now. Signing in needs one, once. After that Teren works without it.</Trans>
        </Banner>
      )}
      <Button variant="primary" wide type="submit" disabled={offline} busy={model.busy.value}>
        <Trans>Continue</Trans>
      </Button>
    </form>
  )
}
