import { Trans, useLingui } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { classBookOf, hasWords } from '#domain/classBook.ts'
import type { SessionId } from '#domain/ids.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import { storeFailureWords } from '#screens/shared/words/failures.ts'
import type { Seat, StoreFailure } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Field } from '#ui/Field.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import type { RegisterScreen } from './register.model.ts'

interface ClassBookSheetProps {
  model: RegisterScreen
  seat: Seat
  session: SessionId
}

/** What was taught, and how; at any time, also after the submission. Colleagues' entries stay beside one's own. */
export function ClassBookSheet({ model, seat, session }: ClassBookSheetProps) {
  const { i18n } = useLingui()
  const view = model.view.value
  const entries = view === null ? [] : classBookOf(session, view.claims)
  const own = entries.filter(({ recorder }) => recorder === model.me.value)
  const others = entries.filter(({ recorder }) => recorder !== model.me.value)
  const joined = (field: 'topic' | 'method' | 'note') =>
    [...new Set(own.map(({ claim }) => claim[field]))].filter(Boolean)
  const draft = useDraft('class-book', session)
  const topic = draft.text('topic', joined('topic').join(' · '))
  const method = draft.text('method', joined('method').join(' · '))
  const note = draft.text('note', joined('note').join('\n'))
  const failure = useSignal<StoreFailure | null>(null)
  const words = failure.value && storeFailureWords(failure.value)

  async function record() {
    const fields = { topic: topic.value, method: method.value, note: note.value }
    if (own.length === 0 && !hasWords(fields)) {
      model.closeSheet()
      return
    }
    const saved = await seat.writeClassBook(session, fields)
    if (saved.ok) model.closeSheet()
    else failure.value = saved.error
  }

  return (
    <Sheet
      title={<Trans>Class book</Trans>}
      onClose={() => model.closeSheet()}
      footer={
        <>
          <Button onClick={() => model.closeSheet()}>
            <Trans>Back</Trans>
          </Button>
          <Button variant="primary" onClick={() => void record()}>
            <Trans>Record it</Trans>
          </Button>
        </>
      }
    >
      {words && (
        <ErrorNote title={i18n._(words.happened)} safe={words.safe && i18n._(words.safe)}>
          {i18n._(words.todo)}
        </ErrorNote>
      )}
      <Field
        label={<Trans>Topic taught</Trans>}
        value={topic.value}
        onInput={(text) => {
          topic.value = text
        }}
        maxLength={200}
      />
      <Field
        label={<Trans>Method</Trans>}
        hint={<Trans>For example: talk, work in pairs, practice</Trans>}
        value={method.value}
        onInput={(text) => {
          method.value = text
        }}
        maxLength={200}
      />
      <TextArea
        label={<Trans>Note on the session</Trans>}
        hint={<Trans>The office reads it, and it is printed. Write nothing about single people here.</Trans>}
        value={note.value}
        onInput={(text) => {
          note.value = text
        }}
        rows={3}
        maxLength={1000}
      />
      {others.map(({ key, recorder, claim }) => (
        <p key={key}>
          <b>{view?.members.get(recorder) ?? <Trans>A colleague</Trans>}</b>
          {': '}
          {[claim.topic, claim.method, claim.note].filter(Boolean).join(' · ')}
        </p>
      ))}
    </Sheet>
  )
}
