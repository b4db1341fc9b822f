import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { BookOpen, CircleCheck, Clock, EyeOff, Plus } from 'lucide'
import type { ModuleId } from '#domain/ids.ts'
import { ModuleFacts } from '#screens/shared/modules/ModuleFacts.tsx'
import { storeFailureWords } from '#screens/shared/words/failures.ts'
import type { Seat } from '#store/api.ts'
import type { LibraryRow } from '#store/learningApi.ts'
import { formatBytes } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { PaneNote } from '../PaneNote.tsx'
import styles from './ModulePane.module.css'
import { ModuleModel, type ModuleScreen, moduleState } from './modules.model.ts'
import { Readers } from './Readers.tsx'
import { WithdrawSheet } from './WithdrawSheet.tsx'

interface ModulePaneProps {
  seat: Seat
  module: ModuleId
}

/** One module: what it is, whether the hub has it, and who reads it. */
export function ModulePane({ seat, module }: ModulePaneProps) {
  const { i18n } = useLingui()
  const model = useModel(() => new ModuleModel(seat, module))
  const found = model.row.value
  if (found.state === 'loading')
    return (
      <PaneNote>
        <Skeleton shape="text" count={4} />
      </PaneNote>
    )
  if (found.state === 'missing')
    return (
      <PaneNote>
        <NotOnThisDevice filling={seat.connection.value.filling} />
      </PaneNote>
    )
  const { value: row } = found
  const size = formatBytes(row.bytes)
  const failure = model.saving.failure.value && storeFailureWords(model.saving.failure.value)
  return (
    <div class={styles.pane}>
      <div class={styles.about}>
        <p lang={langOf(row.summary)}>{localText(row.summary)}</p>
        <ModuleFacts of={row} />
        <p class={styles.quiet}>
          <Trans>A phone downloads {size} once.</Trans>
        </p>
      </div>
      {failure && (
        <ErrorNote title={i18n._(failure.happened)} safe={failure.safe && i18n._(failure.safe)}>
          {i18n._(failure.todo)}
        </ErrorNote>
      )}
      <State row={row} />
      <Actions model={model} row={row} />
      {row.given && <Readers readers={model.readers.value} of={row} />}
      {model.asking.value && (
        <WithdrawSheet
          onWithdraw={() => void model.withdraw()}
          onClose={() => {
            model.asking.value = false
          }}
        />
      )}
    </div>
  )
}

/** Whether people can read it, in words. */
function State({ row }: { row: LibraryRow }) {
  switch (moduleState(row)) {
    case 'added':
      return (
        <Banner tone="good" icon={CircleCheck}>
          <Trans>Everybody in the hub finds it under Learn.</Trans>
        </Banner>
      )
    case 'being-added':
      return (
        <Banner tone="info" icon={Clock} role="status">
          <Trans>It is added when the hub is reached. Then everybody finds it under Learn.</Trans>
        </Banner>
      )
    case 'being-withdrawn':
      return (
        <Banner tone="info" icon={Clock} role="status">
          <Trans>It is withdrawn when the hub is reached. Until then it can be read.</Trans>
        </Banner>
      )
    case 'offered':
      return (
        <Banner tone="info" icon={EyeOff}>
          <Trans>Nobody in the hub sees it yet. You can withdraw it again at any time.</Trans>
        </Banner>
      )
  }
}

function Actions({ model, row }: { model: ModuleScreen; row: LibraryRow }) {
  const state = moduleState(row)
  return (
    <div class={styles.actions}>
      {row.given && (
        <Button variant="primary" icon={BookOpen} href={`/learn/${row.module}`}>
          <Trans>Read it</Trans>
        </Button>
      )}
      {(state === 'added' || state === 'being-added') && (
        <Button
          busy={model.saving.busy.value}
          onClick={() => {
            model.asking.value = true
          }}
        >
          <Trans>Withdraw</Trans>
        </Button>
      )}
      {(state === 'offered' || state === 'being-withdrawn') && (
        <Button
          variant={row.given ? 'quiet' : 'primary'}
          icon={Plus}
          busy={model.saving.busy.value}
          onClick={() => void model.give()}
        >
          {row.given ? <Trans>Keep it in the hub</Trans> : <Trans>Add for everybody</Trans>}
        </Button>
      )}
    </div>
  )
}
