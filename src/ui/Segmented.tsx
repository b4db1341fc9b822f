import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { ChoiceGroup } from './ChoiceGroup.tsx'
import { Icon } from './Icon.tsx'
import styles from './Segmented.module.css'

interface SegmentedProps<T extends string> {
  label: ComponentChildren
  options: { value: T; text: ComponentChildren; icon?: IconNode; tone?: 'present' | 'absent' | 'excused' }[]
  value: T | null
  onChange: (value: T) => void
  hideLabel?: boolean
}

/** One of a few, side by side; native radio buttons, so that arrow keys choose. */
export function Segmented<T extends string>({ label, options, value, onChange, hideLabel }: SegmentedProps<T>) {
  const name = useId()
  return (
    <ChoiceGroup label={label} hideLabel={hideLabel}>
      <div class={styles.options}>
        {options.map((option) => (
          <label class={styles.option} key={option.value} data-tone={option.tone}>
            <input
              class={styles.input}
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon && <Icon icon={option.icon} size={20} />}
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </ChoiceGroup>
  )
}
