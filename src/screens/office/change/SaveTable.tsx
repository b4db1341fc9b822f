import { Trans, useLingui } from '@lingui/react/macro'
import { Download } from 'lucide'
import { save } from '#screens/shared/handOver/carrying.ts'
import { dayIn } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import type { ChangeScreen } from './change.model.ts'
import { changeFile } from './changeFile.ts'
import { ASSESSOR_WORDS, MOMENT_WORDS } from './changeWords.ts'

/** The table as a file for a spreadsheet. */
export function SaveTable({ model, now }: { model: ChangeScreen; now: number }) {
  const { i18n } = useLingui()
  function saveIt() {
    const [form, as, title] = [model.form.peek(), model.as.peek(), model.title.peek()]
    if (form === null || as === null) return
    const of = {
      ...{ title: title ? localText(title) : '', runs: model.runCount.peek() },
      ...{ form: localText(form.title), version: form.version, as: i18n._(ASSESSOR_WORDS[as]) },
      ...{ from: i18n._(MOMENT_WORDS[model.from.peek()]), to: i18n._(MOMENT_WORDS[model.to.peek()]) },
    }
    save(changeFile({ of, rows: model.rows.peek() }, i18n, dayIn(now)))
  }
  return (
    <Button icon={Download} onClick={saveIt}>
      <Trans>Save as a table</Trans>
    </Button>
  )
}
