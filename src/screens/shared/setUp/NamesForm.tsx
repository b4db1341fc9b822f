import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import { WifiOff } from 'lucide'
import { useRef } from 'preact/hooks'
import type { NameFault } from '#domain/readName.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Field } from '#ui/Field.tsx'
import { useOffline } from '../useOffline.ts'
import { setUpRefusalWords } from '../words/signInRefusals.ts'
import styles from './SetUp.module.css'
import type { SetUpModel } from './setUp.model.ts'

const NAME_FAULTS: Record<NameFault, MessageDescriptor> = {
  empty: msg`Write a name here.`,
  'too-long': msg`This name is too long. Use at most 200 letters.`,
  'control-characters': msg`This name has hidden characters in it. Type it by hand.`,
}

interface NamesFormProps {
  model: Model<InstanceType<typeof SetUpModel>>
}

/** Names of the hub and of its first coordinator; only the reason where the link is good for nothing. */
export function NamesForm({ model }: NamesFormProps) {
  const { i18n, t } = useLingui()
  const offline = useOffline()
  const hubField = useRef<HTMLInputElement>(null)
  const personField = useRef<HTMLInputElement>(null)
  const hubNameFault = model.hubNameFault.value
  const displayNameFault = model.displayNameFault.value
  const refusal = model.refusal.value
  const words = refusal && setUpRefusalWords(refusal)
  const note = words && (
    <ErrorNote
      title={i18n._(words.happened)}
      safe={words.safe && i18n._(words.safe)}
      action={
        refusal === 'used' && (
          <Button href="/sign-in">
            <Trans>Sign in</Trans>
          </Button>
        )
      }
    >
      {i18n._(words.todo)}
    </ErrorNote>
  )
  if (model.isRefusedForGood.value) return <div class={styles.form}>{note}</div>

  async function setUp() {
    await model.setUp()
    if (model.hubNameFault.peek()) hubField.current?.focus()
    else if (model.displayNameFault.peek()) personField.current?.focus()
  }

  return (
    <form
      class={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void setUp()
      }}
    >
      <p class={styles.lead}>
        <Trans>
          There is no hub on this server yet. You name it now and become its first coordinator, who sees and changes
          everything.
        </Trans>
      </p>
      {note}
      <Field
        label={t`Name of your hub`}
        hint={t`Your organisation or cluster, as its people call it`}
        value={model.hubName.value}
        onInput={(text) => {
          model.hubName.value = text
        }}
        name="hubName"
        autoComplete="organization"
        error={hubNameFault && i18n._(NAME_FAULTS[hubNameFault])}
        inputRef={hubField}
      />
      <Field
        label={t`Your name`}
        hint={t`Colleagues see it beside what you decide`}
        value={model.displayName.value}
        onInput={(text) => {
          model.displayName.value = text
        }}
        name="displayName"
        autoComplete="name"
        autoCapitalize="words"
        spellcheck={false}
        error={displayNameFault && i18n._(NAME_FAULTS[displayNameFault])}
        inputRef={personField}
      />
      {offline && (
        <Banner tone="warning" icon={WifiOff} role="status">
          <Trans>No network now. Setting up needs one, once.</Trans>
        </Banner>
      )}
      <Button variant="primary" wide type="submit" disabled={offline} busy={model.busy.value}>
        <Trans>Set up the hub</Trans>
      </Button>
    </form>
  )
}
