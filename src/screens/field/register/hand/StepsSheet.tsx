import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { isEveryone, isMark } from '#domain/claims.ts'
import type { PersonId } from '#domain/ids.ts'
import { STATUS_WORDS } from '#screens/shared/words/attendance.ts'
import { formatMoment, formatNumber } from '#text/format.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { Step } from '../records.ts'
import type { RegisterScreen } from '../register.model.ts'
import styles from './StepsSheet.module.css'
import { SHOWN_STEPS, type StepStanding, standingOf } from './steps.ts'

/** The way back: what was marked here last, each with everything after it taken back by one tap. */
export function StepsSheet({ model }: { model: RegisterScreen }) {
  const [steps, view] = [model.steps.value.slice(0, SHOWN_STEPS), model.view.value]
  if (view === null) return null
  const { at } = model.now.value
  return (
    <Sheet title={<Trans>Last steps</Trans>} onClose={() => model.closeSheet()}>
      {steps.length === 0 ? (
        <p class={styles.none}>
          <Trans>Nothing was marked on this phone that could be taken back here.</Trans>
        </p>
      ) : (
        <>
          <p class={styles.note}>
            <Trans>
              A tap goes back to before that step. What is taken back stays in the records as taken back, also where the
              hub has it already.
            </Trans>
          </p>
          <List>
            {steps.map((step, index) => (
              <ListRow
                key={step.keys[0]}
                detail={
                  <>
                    {formatMoment(step.claims[0]?.claim.at ?? at, at, view.session.facts.zone)} ·{' '}
                    <Standing of={standingOf(step, view)} />
                  </>
                }
                trailing={
                  <b class={styles.back}>
                    {index === 0 ? <Trans>Undo</Trans> : <Trans>Undo · {formatNumber(index + 1)}</Trans>}
                  </b>
                }
                onClick={() => void model.undo(index + 1)}
              >
                <StepWords step={step} nameOf={(person) => view.people.get(person)?.displayName ?? ''} />
              </ListRow>
            ))}
          </List>
        </>
      )}
    </Sheet>
  )
}

interface StepWordsProps {
  step: Step
  nameOf: (person: PersonId) => string
}

function StepWords({ step, nameOf }: StepWordsProps) {
  const { i18n } = useLingui()
  const [first] = step.claims
  if (first === undefined) return null
  if (isEveryone(first)) {
    return <Plural value={first.claim.persons.length} one="# person: present" other="# people: present" />
  }
  const status = isMark(first) ? i18n._(STATUS_WORDS[first.claim.status]) : ''
  if (step.claims.length > 1) {
    return <Plural value={step.claims.length} one={`# person: ${status}`} other={`# people: ${status}`} />
  }
  const name = first.person === null ? '' : nameOf(first.person)
  return name ? `${name}: ${status}` : status
}

function Standing({ of }: { of: StepStanding }) {
  switch (of) {
    case 'unsaved':
      return <Trans>Not saved</Trans>
    case 'refused':
      return <Trans>Refused by the hub</Trans>
    case 'waiting':
      return <Trans>Waiting to send</Trans>
    case 'received':
      return <Trans>Received by the hub</Trans>
  }
}
