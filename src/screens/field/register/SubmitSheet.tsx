import { Plural, Trans } from '@lingui/react/macro'
import { isByItem } from '#domain/itemRegister.ts'
import type { Register } from '#domain/register.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { CountsLine } from './CountsLine.tsx'
import type { RegisterScreen } from './register.model.ts'
import styles from './SubmitSheet.module.css'

/** Where the session was marked by item: at which item somebody was left out. */
function ItemsNotMarked({ register }: { register: Register }) {
  const byItem = register.rows.filter(isByItem)
  const open = register.facts.agenda.flatMap(({ id, title }) => {
    const count = byItem.filter(({ items }) => items.some((one) => one.item === id && one.outcome === null)).length
    return count > 0 ? [{ id, title, count }] : []
  })
  if (open.length === 0) return null
  return (
    <Banner tone="warning">
      <Trans>Not everyone is marked at these agenda items. Where a mark is missing, no time counts.</Trans>
      <ul class={styles.items}>
        {open.map(({ id, title, count }) => (
          <li key={id}>
            {title}: <b>{count}</b>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

/** Says what is handed in and what that means, before it is done. */
export function SubmitSheet({ model }: { model: RegisterScreen }) {
  const [view, register] = [model.view.value, model.register.value]
  if (view === null || register === null) return null
  const { notRecorded, disagreements } = register.counts
  const running = view.session.endsAt > model.now.value.at
  return (
    <Sheet
      title={<Trans>Submit this register?</Trans>}
      onClose={() => model.closeSheet()}
      footer={
        <>
          <Button onClick={() => model.closeSheet()}>
            <Trans>Not yet</Trans>
          </Button>
          <Button
            variant="primary"
            onClick={() => {
              void model.submit()
              model.closeSheet()
            }}
          >
            <Trans>Submit</Trans>
          </Button>
        </>
      }
    >
      <div class={styles.counts}>
        <CountsLine counts={register.counts} />
      </div>
      {notRecorded > 0 && (
        <Banner tone="warning">
          <Plural
            value={notRecorded}
            one="# person is not marked. That is not the same as absent."
            other="# people are not marked. That is not the same as absent."
          />
        </Banner>
      )}
      <ItemsNotMarked register={register} />
      {running && (
        <Banner tone="warning">
          <Trans>By the clock, the session is not over yet.</Trans>
        </Banner>
      )}
      {disagreements > 0 && (
        <Banner tone="warning">
          <Trans>Where two records differ, the more careful one counts until the office decides.</Trans>
        </Banner>
      )}
      <p>
        <Trans>
          You hand the register in to the office with the marks that you see here. What anybody changes later is kept as
          a correction, with name and time, and the office decides on it.
        </Trans>
      </p>
    </Sheet>
  )
}
