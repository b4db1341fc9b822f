import { useLingui } from '@lingui/react/macro'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { storeFailureWords } from '../words/failures.ts'
import styles from './Form.module.css'
import type { Saving } from './saving.model.ts'

interface FormProps {
  /** For a button elsewhere that sends it. */
  id?: string
  saving: Saving
  /** Not done: some field says why, and gets the focus. */
  onSubmit: () => void
  children: ComponentChildren
  /** The one primary button, of type `submit`, and at most a way out. None where they stand in a bar of the page. */
  actions?: ComponentChildren
}

/** Fields in one column with their actions below; what could not be saved is said above the actions. */
export function Form({ id, saving, onSubmit, children, actions }: FormProps) {
  const { i18n } = useLingui()
  const form = useRef<HTMLFormElement>(null)
  const failure = saving.failure.value && storeFailureWords(saving.failure.value)

  function submit(): void {
    onSubmit()
    // After the faults are drawn.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  return (
    <form
      ref={form}
      id={id}
      class={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {children}
      {failure && (
        <ErrorNote title={i18n._(failure.happened)} safe={failure.safe && i18n._(failure.safe)}>
          {i18n._(failure.todo)}
        </ErrorNote>
      )}
      {/* Without a button of its own the form is sent by this one, when Enter is pressed. */}
      {actions ? <div class={styles.actions}>{actions}</div> : <button type="submit" hidden />}
    </form>
  )
}

interface GroupProps {
  title?: ComponentChildren
  children: ComponentChildren
}

/** Fields that belong together, under a heading. */
export function Group({ title, children }: GroupProps) {
  return (
    <section class={styles.group}>
      {title && <h2 class={styles.heading}>{title}</h2>}
      {children}
    </section>
  )
}

/** Two or three short fields side by side, where there is room. */
export function Pair({ children }: { children: ComponentChildren }) {
  return <div class={styles.pair}>{children}</div>
}
