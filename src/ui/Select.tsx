import type { Ref } from 'preact'
import { Labelled, type LabelledProps } from './Labelled.tsx'

interface SelectProps<T extends string> extends Omit<LabelledProps, 'hideLabel'> {
  options: { value: T; text: string /** Where it is not the screen's. */; lang?: string | undefined }[]
  value: T
  onChange: (value: T) => void
  disabled?: boolean
  selectRef?: Ref<HTMLSelectElement>
}

/** One of many; the system's own list, which phones show as large as a thumb needs it. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, hint, error, options, value, onChange, disabled, selectRef } = props
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(tied) => (
        <select
          {...tied}
          ref={selectRef ?? null}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}
