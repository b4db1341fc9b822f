import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleCheck, Undo2 } from 'lucide'
import { useRef } from 'preact/hooks'
import type { RunId } from '#domain/ids.ts'
import { Form } from '#screens/shared/form/Form.tsx'
import { LazyPasteNames } from '#screens/shared/pasted/LazyPasteNames.tsx'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { Office } from '#store/officeApi.ts'
import { formatNumber } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { AddPeopleModel, type AddPeopleScreen } from './addPeople.model.ts'
import styles from './People.module.css'

interface AddPeopleProps {
  office: Office
  run: RunId
}

/** Joins people to a run by a list of names. */
export function AddPeople({ office, run }: AddPeopleProps) {
  const draft = useKeptDraft('people', run)
  const model = useModel(() => new AddPeopleModel({ office, run, draft }))
  const box = useRef<HTMLDivElement>(null)
  const step = model.step.value
  if (step.step === 'done') return <Added model={model} run={run} count={step.people.length} />

  async function add() {
    await model.add()
    box.current?.querySelector<HTMLElement>('[data-becomes="undecided"] input')?.focus()
  }
  return (
    <div ref={box}>
      <Form
        saving={model.saving}
        onSubmit={() => void add()}
        actions={
          <>
            <Button variant="primary" type="submit" busy={step.step !== 'edit'}>
              <AddWords model={model} />
            </Button>
            <Button variant="plain" href={`/office/runs/${run}`}>
              <Trans>Later</Trans>
            </Button>
          </>
        }
      >
        <LazyPasteNames
          model={model.pasted}
          missing={model.isMissing.value && <Trans>Paste or write names first.</Trans>}
        />
        {step.step !== 'edit' && (
          <progress class={styles.progress} value={step.done} max={step.of} aria-label={`${step.done}/${step.of}`} />
        )}
      </Form>
    </div>
  )
}

function AddWords({ model }: { model: AddPeopleScreen }) {
  const step = model.step.value
  const { undecided, onList } = model.pasted.counts.value
  const adds = model.pasted.adds.value
  if (step.step === 'saving' || step.step === 'undoing') {
    const [done, of] = [formatNumber(step.done), formatNumber(step.of)]
    return step.step === 'saving' ? (
      <Trans>
        Saved {done} of {of}
      </Trans>
    ) : (
      <Trans>
        Taken back {done} of {of}
      </Trans>
    )
  }
  if (!model.pasted.isReviewed.value) return <Trans>Check the list</Trans>
  if (undecided > 0)
    return <Plural value={undecided} one="Decide about # person first" other="Decide about # people first" />
  if (adds > 0) return <Plural value={adds} one="Add # person" other="Add # people" />
  return onList > 0 ? <Trans>All are on the list</Trans> : <Trans>Nobody to add</Trans>
}

interface AddedProps {
  model: AddPeopleScreen
  run: RunId
  count: number
}

function Added({ model, run, count }: AddedProps) {
  return (
    <EmptyState
      icon={CircleCheck}
      title={<Plural value={count} one="# person is on the list now" other="# people are on the list now" />}
      action={
        <div class={styles.choices}>
          <Button variant="primary" href={`/office/runs/${run}`}>
            <Trans>To the run</Trans>
          </Button>
          <Button icon={Undo2} onClick={() => void model.undo()}>
            <Trans>Undo</Trans>
          </Button>
        </div>
      }
    >
      <p role="status">
        <Trans>They are expected at every session of the run.</Trans>
      </p>
    </EmptyState>
  )
}
