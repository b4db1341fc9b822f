import { Trans, useLingui } from '@lingui/react/macro'
import { Check } from 'lucide'
import { useEffect, useId, useRef } from 'preact/hooks'
import { formatWallTimes } from '#text/format.ts'
import { Icon } from '#ui/Icon.tsx'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import styles from './AgendaChoice.module.css'
import type { RegisterScreen } from './register.model.ts'

/** What of the session is listed and marked: all of it, or one item of its agenda. Side by side, to be pushed along;
 *  native radio buttons, so that arrow keys choose. */
export function AgendaChoice({ model }: { model: RegisterScreen }) {
  const { t } = useLingui()
  const name = useId()
  const options = useRef<HTMLDivElement>(null)
  const register = model.register.value
  const chosen = model.chosen.value?.id ?? null
  useEffect(() => {
    const strip = options.current
    const option = [...(strip?.children ?? [])].find((one) => one.getAttribute('data-item') === (chosen ?? ''))
    // Not scrollIntoView: that would move the page, too.
    if (strip && option instanceof HTMLElement)
      strip.scrollLeft = option.offsetLeft - (strip.clientWidth - option.clientWidth) / 2
  }, [chosen])
  if (register === null) return null
  const { facts, rows, counts } = register
  const isDone = (id: string) =>
    rows.every(({ items }) => items.every(({ item, outcome }) => item !== id || outcome !== null))
  const items = model.agenda.value.map((item) => ({ ...item, isDone: isDone(item.id) }))
  const isAllDone = counts.notRecorded === 0 && items.every((item) => item.isDone)
  const choices = [{ id: null, title: t`Whole session`, ...facts, isDone: isAllDone }, ...items]
  return (
    <section class={styles.strip} aria-label={t`What you mark`}>
      <div class={styles.options} ref={options}>
        {choices.map(({ id, title, start, end, isDone }) => (
          <label class={styles.option} key={id} data-item={id ?? ''}>
            <input
              class={styles.input}
              type="radio"
              name={name}
              checked={id === chosen}
              onChange={() => model.choose(id)}
            />
            <span class={styles.times}>
              {formatWallTimes(start, end)}
              {isDone && (
                <>
                  <Icon icon={Check} size={14} />
                  <VisuallyHidden>
                    <Trans>Everyone is marked.</Trans>
                  </VisuallyHidden>
                </>
              )}
            </span>
            <span class={styles.title}>{title}</span>
          </label>
        ))}
      </div>
    </section>
  )
}
