import type { Ref } from 'preact'
import { Labelled, type LabelledProps } from './Labelled.tsx'

interface TextAreaProps extends Omit<LabelledProps, 'hideLabel'> {
  value: string
  onInput: (value: string) => void
  rows?: number
  maxLength?: number
  placeholder?: string
  areaRef?: Ref<HTMLTextAreaElement>
  /** After what was pasted stands in the field. */
  onPasted?: (text: string) => void
}

/** Several lines to fill in. */
export function TextArea(props: TextAreaProps) {
  const { label, hint, error, value, onInput, rows = 3, maxLength, placeholder, onPasted, areaRef } = props
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(tied) => (
        <textarea
          {...tied}
          ref={areaRef ?? null}
          rows={rows}
          maxLength={maxLength}
          placeholder={placeholder}
          value={value}
          onInput={(event) => {
            onInput(event.currentTarget.value)
            if (event instanceof InputEvent && event.inputType === 'insertFromPaste')
              onPasted?.(event.currentTarget.value)
          }}
        />
      )}
    </Labelled>
  )
}
