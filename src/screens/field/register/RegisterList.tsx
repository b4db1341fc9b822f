import { Trans, useLingui } from '@lingui/react/macro'
import { Users } from 'lucide'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { Seat } from '#store/api.ts'
import { formatWallTimes } from '#text/format.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Field } from '#ui/Field.tsx'
import { CountsLine } from './CountsLine.tsx'
import { LazyListTools } from './hand/LazyListTools.tsx'
import { RegisterBanners } from './RegisterBanners.tsx'
import styles from './RegisterList.module.css'
import { RegisterRowLine } from './RegisterRowLine.tsx'
import type { RegisterScreen } from './register.model.ts'
import type { RowView } from './rowView.ts'

/** Counts, what must be known, and a row for everybody. */
export function RegisterList({ model, seat }: { model: RegisterScreen; seat: Seat }) {
  const { t } = useLingui()
  const register = model.shown.value
  const chosen = model.chosen.value
  const rows = model.shownRows.value
  const list = useRef<HTMLOListElement>(null)
  const added = model.addedPerson.value
  // The same functions each time: a row is drawn anew only when it has changed itself.
  const tap = useCallback((row: RowView) => void model.tap(row), [model])
  const open = useCallback((row: RowView) => model.openSheet({ kind: 'mark', person: row.person }), [model])
  useEffect(() => {
    list.current?.querySelector(`[data-person='${added}']`)?.scrollIntoView({ block: 'center' })
  }, [added])
  if (register === null) return null
  const empty = register.rows.length === 0
  return (
    <div class={styles.register}>
      <RegisterBanners model={model} seat={seat} />
      {model.searching.value && <SearchField model={model} />}
      {model.searching.value && !empty && <LazyListTools model={model} seat={seat} />}
      {!empty && (register.state !== 'did-not-take-place' || register.notHeldContested) && (
        <>
          {chosen && (
            <h2 class={styles.item}>
              {chosen.title} <span>{formatWallTimes(chosen.start, chosen.end)}</span>
            </h2>
          )}
          <CountsLine counts={register.counts} />
        </>
      )}
      {model.hint.value && (
        <p class={styles.hint}>
          <Trans>Tap a mark to switch present and absent. Tap a name for times, excuses and notes.</Trans>
        </p>
      )}
      {empty ? (
        <div class={styles.inset}>
          <EmptyState icon={Users} title={<Trans>Nobody is on the list yet</Trans>}>
            <p>
              <Trans>Add the people who are in the room. They are enrolled in this run and marked present.</Trans>
            </p>
          </EmptyState>
        </div>
      ) : (
        <ol ref={list} aria-label={t`Attendance register`}>
          {rows.map((row) => (
            <RegisterRowLine key={row.person} row={row} onTap={tap} onOpen={open} />
          ))}
        </ol>
      )}
      {!empty && rows.length === 0 && (
        <p class={styles.none} role="status">
          <Trans>Nobody on the list is called that.</Trans>
        </p>
      )}
    </div>
  )
}

function SearchField({ model }: { model: RegisterScreen }) {
  const { t } = useLingui()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <div class={styles.search}>
      <Field
        type="search"
        label={t`Search the list`}
        hideLabel
        placeholder={t`Name or organisation`}
        value={model.query.value}
        onInput={(text) => model.search(text)}
        inputRef={input}
      />
    </div>
  )
}
