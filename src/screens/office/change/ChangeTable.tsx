import { Trans, useLingui } from '@lingui/react/macro'
import { SMALLEST_GROUP } from '#domain/skills/change.ts'
import { formatNumber } from '#text/format.ts'
import { formatDifference, formatMean, formatShare } from '#text/formatShares.ts'
import { langOf, localText } from '#text/localText.ts'
import styles from './Change.module.css'
import type { ChangeRow, ChangeScreen } from './change.model.ts'

/** How many there were, and what changed: for the form, for each part, for each thing asked. */
export function ChangeTable({ model }: { model: ChangeScreen }) {
  const { t } = useLingui()
  const form = model.form.value
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys too
    <section class={styles.scroller} aria-label={t`What changed, as a table`} tabIndex={0}>
      <table class={styles.table}>
        {form && (
          <caption class={styles.caption} lang={langOf(form.title)}>
            {localText(form.title)}
          </caption>
        )}
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              <Trans>Skill</Trans>
            </th>
            <th scope="colgroup" colSpan={3}>
              <Trans>People</Trans>
            </th>
            <th scope="colgroup" colSpan={3}>
              <Trans>Their mean</Trans>
            </th>
            <th scope="colgroup" colSpan={3}>
              <Trans>Share of people</Trans>
            </th>
          </tr>
          <tr>
            <th scope="col">
              <Trans>before</Trans>
            </th>
            <th scope="col">
              <Trans>after</Trans>
            </th>
            <th scope="col">
              <Trans>both</Trans>
            </th>
            <th scope="col">
              <Trans>before</Trans>
            </th>
            <th scope="col">
              <Trans>after</Trans>
            </th>
            <th scope="col">
              <Trans>change</Trans>
            </th>
            <th scope="col">
              <Trans>up</Trans>
            </th>
            <th scope="col">
              <Trans>same</Trans>
            </th>
            <th scope="col">
              <Trans>down</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {model.rows.value.map((row) => (
            <tr key={row.key} data-part={row.part}>
              <th scope="row" lang={row.title ? langOf(row.title) : undefined}>
                {row.title ? localText(row.title) : <Trans>All together</Trans>}
              </th>
              <Cells row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cells({ row }: { row: ChangeRow }) {
  const { from, to, paired, figures } = row
  return (
    <>
      <Count n={from} />
      <Count n={to} />
      <Count n={paired} />
      {figures === null ? (
        <td colSpan={6} class={styles.untold}>
          {paired === 0 ? <Trans>Nobody at both</Trans> : <Trans>Too few to tell</Trans>}
        </td>
      ) : (
        <>
          <td>{formatMean(figures.before)}</td>
          <td>{formatMean(figures.after)}</td>
          <td class={styles.change}>{formatDifference(figures.mean)}</td>
          <td>{formatShare(figures.up)}</td>
          <td>{formatShare(figures.same)}</td>
          <td>{formatShare(figures.down)}</td>
        </>
      )}
    </>
  )
}

const Count = ({ n }: { n: number | null }) => (
  <td>{n === null ? `< ${formatNumber(SMALLEST_GROUP)}` : formatNumber(n)}</td>
)
