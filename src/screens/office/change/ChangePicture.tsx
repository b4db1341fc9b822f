import { Trans, useLingui } from '@lingui/react/macro'
import { formatNumber } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import styles from './Change.module.css'
import type { ChangeRow, ChangeScreen } from './change.model.ts'
import { MOMENT_WORDS } from './changeWords.ts'

/** From where to where, a line for each. Whoever does not see it has the table. */
export function ChangePicture({ model }: { model: ChangeScreen }) {
  const { i18n } = useLingui()
  return (
    <figure class={styles.picture}>
      <figcaption class={styles.legend}>
        <span>
          <Sign isAfter={false} /> {i18n._(MOMENT_WORDS[model.from.value])}
        </span>
        <span>
          <Sign isAfter /> {i18n._(MOMENT_WORDS[model.to.value])}
        </span>
      </figcaption>
      <div aria-hidden="true">
        {model.rows.value.map((row) => (
          <Line key={row.key} row={row} />
        ))}
      </div>
    </figure>
  )
}

function Line({ row }: { row: ChangeRow }) {
  const { figures, scale, title } = row
  if (figures === null || scale === null) return null
  const [least, most] = scale
  const place = (value: number) => `${most > least ? ((value - least) / (most - least)) * 100 : 50}%`
  const [before, after] = [place(figures.before), place(figures.after)]
  return (
    <div class={styles.line} data-part={row.part}>
      <p class={styles.lineTitle} lang={title ? langOf(title) : undefined}>
        {title ? localText(title) : <Trans>All together</Trans>}
      </p>
      <span class={styles.end}>{formatNumber(least)}</span>
      <svg class={styles.track} height={16} aria-hidden="true">
        <line class={styles.axis} x1="0%" x2="100%" y1={8} y2={8} />
        <line class={styles.way} x1={before} x2={after} y1={8} y2={8} />
        <circle class={styles.before} cx={before} cy={8} r={5} />
        <circle class={styles.after} cx={after} cy={8} r={6} />
      </svg>
      <span class={styles.end}>{formatNumber(most)}</span>
    </div>
  )
}

const Sign = ({ isAfter }: { isAfter: boolean }) => (
  <svg class={styles.sign} width={14} height={14} aria-hidden="true">
    <circle class={isAfter ? styles.after : styles.before} cx={7} cy={7} r={isAfter ? 6 : 5} />
  </svg>
)
