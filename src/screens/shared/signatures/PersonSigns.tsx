import { Trans, useLingui } from '@lingui/react/macro'
import { Eraser, SkipForward } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import { encodeInk } from '#domain/signatures/ink.ts'
import { LONGEST_NAME, type Signed } from '#domain/signatures/signatures.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { PersonWords } from '../print/PersonWords.tsx'
import { InkPad, type Strokes } from './InkPad.tsx'
import styles from './Signatures.module.css'
import type { Signing, SigningRow } from './signing.model.ts'

interface PersonSignsProps {
  model: Signing
  row: SigningRow
  /** Of the form that the button below the page sends. */
  form: string
}

/** One person, with the phone in hand. */
export function PersonSigns({ model, row, form }: PersonSignsProps) {
  const { t } = useLingui()
  const [way, setWay] = useState<'draw' | 'type'>('draw')
  const [strokes, setStrokes] = useState<Strokes>([])
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever hears the page hears whose turn it is.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
  }, [])

  function given(): Signed | string {
    if (way === 'type') return typed.trim() ? { typed: typed.trim() } : t`Type the name first.`
    if (strokes.length === 0) return t`Nothing is drawn yet. Draw the signature first, or choose to type the name.`
    const ink = encodeInk(strokes)
    return ink ? { ink } : t`That is too much to be kept. Clear it and sign more simply, or type the name.`
  }
  function confirm(): void {
    const signed = given()
    if (typeof signed !== 'string') return void model.sign(signed)
    setError(signed)
    // Whoever looked down the list shall see what is missing.
    scrollTo({ top: 0 })
  }

  return (
    <form
      id={form}
      class={styles.now}
      onSubmit={(event) => {
        event.preventDefault()
        confirm()
      }}
    >
      <div class={styles.who}>
        <h2 class={styles.name} ref={heading} tabIndex={-1} translate={false} dir="auto">
          <PersonWords row={row} />
        </h2>
        <p class={styles.quiet}>
          <Trans>With your signature you confirm that you were here.</Trans>
        </p>
      </div>
      <Segmented
        label={<Trans>How to sign</Trans>}
        hideLabel
        options={[
          { value: 'draw', text: <Trans>Draw</Trans> },
          { value: 'type', text: <Trans>Type the name instead</Trans> },
        ]}
        value={way}
        onChange={(chosen) => {
          setWay(chosen)
          setError(null)
        }}
      />
      {way === 'draw' ? (
        <>
          <InkPad
            strokes={strokes}
            onDraw={(now) => {
              setStrokes(now)
              setError(null)
            }}
          />
          {error !== null && (
            <p class={styles.error} role="alert">
              {error}
            </p>
          )}
        </>
      ) : (
        <Field
          label={<Trans>Your name</Trans>}
          hint={<Trans>It counts as a signature, and the sheet says that it was typed.</Trans>}
          error={error}
          value={typed}
          onInput={(text) => {
            setTyped(text)
            setError(null)
          }}
          maxLength={LONGEST_NAME}
          autoCapitalize="words"
          spellcheck={false}
        />
      )}
      {(way === 'draw' || model.next.value) && (
        <div class={styles.buttons}>
          {way === 'draw' && (
            <Button icon={Eraser} disabled={strokes.length === 0} onClick={() => setStrokes([])}>
              <Trans>Clear</Trans>
            </Button>
          )}
          {model.next.value && (
            <Button icon={SkipForward} onClick={model.goOn}>
              <Trans>Skip</Trans>
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
