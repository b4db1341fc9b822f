import { Trans } from '@lingui/react/macro'
import type { Newcomer } from '#store/officeApi.ts'
import { dayIn, formatNearDay } from '#text/format.ts'
import { PersonName } from '../PersonName.tsx'
import rows from '../Rows.module.css'
import { StripeRow } from '../StripeRow.tsx'
import { hrefOf, NewcomerWords } from './NewcomerMark.tsx'

interface NewcomerRowsProps {
  newcomers: readonly Newcomer[]
  now: number
}

/** Those whom somebody of the office has to look at; each leads to their record. */
export function NewcomerRows({ newcomers, now }: NewcomerRowsProps) {
  return newcomers.map((newcomer) => (
    <StripeRow
      key={`${newcomer.run} ${newcomer.person.person}`}
      tone="open"
      state={<Trans>New person</Trans>}
      trailing={newcomer.day && formatNearDay(newcomer.day, dayIn(now))}
      title={<PersonName row={newcomer.person} number={null} />}
      href={hrefOf(newcomer)}
      selected={false}
    >
      <span class={rows.detail}>
        <NewcomerWords newcomer={newcomer} />
        {newcomer.person.organisationName && ` · ${newcomer.person.organisationName}`}
      </span>
    </StripeRow>
  ))
}
