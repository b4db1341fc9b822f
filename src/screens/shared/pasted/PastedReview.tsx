import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Pencil, UserCheck } from 'lucide'
import { formatList } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { PastedRow } from './PastedRow.tsx'
import styles from './PasteNames.module.css'
import type { PastedScreen } from './pasted.model.ts'

/** How each line was read, and what waits for a decision. */
export function PastedReview({ model }: { model: PastedScreen }) {
  const { columnsLeftOut, order, orderMatters } = model.list.value
  const sure = model.sure.value.length
  const columns = formatList(columnsLeftOut)
  return (
    <section class={styles.review} aria-busy={model.looking.value}>
      <div class={styles.head}>
        <Counts model={model} />
        <Button icon={Pencil} onClick={model.change}>
          <Trans>Change the list</Trans>
        </Button>
      </div>
      {orderMatters && (
        <Segmented
          label={<Trans>In this list comes first</Trans>}
          value={order}
          onChange={model.chooseOrder}
          options={[
            { value: 'given-first', text: <Trans>the first name</Trans> },
            { value: 'family-first', text: <Trans>the family name</Trans> },
          ]}
        />
      )}
      {columnsLeftOut.length > 0 && (
        <p class={styles.note}>
          <Trans>Left out, since a list of people does not need it: {columns}</Trans>
        </p>
      )}
      {sure > 1 && (
        <Banner
          tone="warning"
          icon={UserCheck}
          action={
            <Button onClick={model.takeSure}>
              <Trans>Take all {sure}</Trans>
            </Button>
          }
        >
          <Plural
            value={sure}
            one="# person in the list has exactly the name of somebody known."
            other="# people in the list have exactly the name of somebody known."
          />
        </Banner>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ol class={styles.rows} role="list">
        {model.rows.value.map((row) => (
          <PastedRow key={row.line.number} row={row} onDecide={(decision) => model.decide(row, decision)} />
        ))}
      </ol>
    </section>
  )
}

function Counts({ model }: { model: PastedScreen }) {
  const { t } = useLingui()
  const counts = model.counts.value
  const words = [
    counts.new > 0 && <Plural key="new" value={counts.new} one="# new person" other="# new people" />,
    counts.known > 0 && <Plural key="known" value={counts.known} one="# known person" other="# known people" />,
    counts.onList > 0 && (
      <Plural key="on" value={counts.onList} one="# on the list already" other="# on the list already" />
    ),
    counts.undecided > 0 && (
      <b key="undecided">
        <Plural value={counts.undecided} one="# to decide" other="# to decide" />
      </b>
    ),
    counts.leftOut > 0 && <Plural key="out" value={counts.leftOut} one="# line left out" other="# lines left out" />,
  ].filter(Boolean)
  return (
    <p class={styles.counts} role="status" aria-label={t`How the list was read`}>
      {words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is fixed, nothing in them is kept
        <span key={at}>{word}</span>
      ))}
    </p>
  )
}
