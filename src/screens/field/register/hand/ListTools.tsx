import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ArrowDownAZ, ListChecks } from 'lucide'
import type { Seat } from '#store/api.ts'
import { formatNumber } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import type { RegisterScreen } from '../register.model.ts'
import styles from './ListTools.module.css'
import { LastTime } from './lastTime.model.ts'
import { type Narrowing, narrow } from './narrow.ts'

/** Whom the list shows and in which order; and one mark for all of them. */
export function ListTools({ model, seat }: { model: RegisterScreen; seat: Seat }) {
  const { t } = useLingui()
  const last = useModel(() => new LastTime(seat, model))
  const { unmarked, away } = narrow(model.rows.value, last.away.value)
  const chosen = narrowing(model, last.narrowedTo.value)
  const options: { value: Narrowing; text: string }[] = [{ value: 'all', text: t`Everybody` }]
  // Nobody would be shown: not offered, unless it is what is shown.
  if (unmarked.size > 0 || chosen === 'unmarked')
    options.push({ value: 'unmarked', text: t`Not marked · ${formatNumber(unmarked.size)}` })
  if (away.size > 0) options.push({ value: 'away', text: t`Not here last time · ${formatNumber(away.size)}` })
  const byGivenName = model.order.value === 'given'
  return (
    <div class={styles.tools}>
      {options.length > 1 && (
        <Segmented
          label={t`Whom the list shows`}
          hideLabel
          value={chosen}
          options={options}
          onChange={(which) => {
            last.narrowedTo.value = which
            model.only.value = which === 'all' ? null : which === 'away' ? away : unmarked
          }}
        />
      )}
      <div class={styles.buttons}>
        <Button
          variant="plain"
          icon={ArrowDownAZ}
          onClick={() => {
            model.order.value = byGivenName ? 'family' : 'given'
          }}
        >
          {byGivenName ? <Trans>By family name</Trans> : <Trans>By first name</Trans>}
        </Button>
        {model.isOpen.value && (
          <Button
            variant="plain"
            icon={ListChecks}
            onClick={() => model.openSheet({ kind: 'several', first: isNarrowed(model) ? 'shown' : 'none' })}
          >
            <Trans>Mark several</Trans>
          </Button>
        )}
      </div>
    </div>
  )
}

const isNarrowed = (model: RegisterScreen): boolean => model.only.value !== null || model.query.value.trim() !== ''

const narrowing = (model: RegisterScreen, chosen: Narrowing): Narrowing => (model.only.value === null ? 'all' : chosen)
