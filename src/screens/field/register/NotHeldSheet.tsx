import { Plural, Trans } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import type { SessionId } from '#domain/ids.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import type { RegisterScreen } from './register.model.ts'

/** Records that the session did not take place; a reason is needed (F5). */
export function NotHeldSheet({ model, session }: { model: RegisterScreen; session: SessionId }) {
  const reason = useDraft('not-held', session).text('reason', '')
  const missing = useSignal(false)
  const register = model.register.value
  if (register === null) return null
  const marked = register.rows.length - register.counts.notRecorded
  const record = () => {
    const text = reason.value.trim()
    if (text === '') {
      missing.value = true
      return
    }
    void model.didNotTakePlace(text)
    model.closeSheet()
  }
  return (
    <Sheet
      title={<Trans>The session did not take place</Trans>}
      onClose={() => model.closeSheet()}
      footer={
        <>
          <Button onClick={() => model.closeSheet()}>
            <Trans>Back</Trans>
          </Button>
          <Button variant="primary" onClick={record}>
            <Trans>Record it</Trans>
          </Button>
        </>
      }
    >
      <p>
        <Trans>This is different from nobody coming: then mark everybody absent.</Trans>
      </p>
      {marked > 0 && (
        <Banner tone="warning">
          <Plural
            value={marked}
            one="# person is marked here. Then no time counts for them."
            other="# people are marked here. Then no time counts for them."
          />
        </Banner>
      )}
      <TextArea
        label={<Trans>Why not?</Trans>}
        value={reason.value}
        onInput={(text) => {
          reason.value = text
          missing.value = false
        }}
        error={missing.value && <Trans>Write the reason first.</Trans>}
        rows={3}
        maxLength={500}
      />
    </Sheet>
  )
}
