import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { ChoiceGroup } from './ChoiceGroup.tsx'
import styles from './Choices.module.css'

interface ChoicesProps<T extends string> {
  label: ComponentChildren
  hideLabel?: boolean
  hint?: ComponentChildren
  options: { value: T; text: ComponentChildren; detail?: ComponentChildren }[]
  /** several: any of them. one: at most one, null for none yet. */
  chosen: { several: readonly T[] } | { one: T | null }
  /** The option that was pressed. */
  onChange: (value: T) => void
  disabled?: boolean
}

/** Options below each other, whose words may be long; native boxes or radio buttons. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  const { label, hideLabel, hint, options, chosen, onChange, disabled } = props
  const name = useId()
  const isChosen = (value: T) => ('one' in chosen ? chosen.one === value : chosen.several.includes(value))
  return (
    <ChoiceGroup label={label} hideLabel={hideLabel} hint={hint} disabled={disabled}>
      {options.map(({ value, text, detail }) => (
        <label class={styles.option} key={value}>
          <input
            class={styles.input}
            type={'one' in chosen ? 'radio' : 'checkbox'}
            name={name}
            value={value}
            checked={isChosen(value)}
            onChange={() => onChange(value)}
          />
          <span class={styles.words}>
            <span>{text}</span>
            {detail && <span class={styles.detail}>{detail}</span>}
          </span>
        </label>
      ))}
    </ChoiceGroup>
  )
}
