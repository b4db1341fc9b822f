import { Trans } from '@lingui/react/macro'
import { FieldChangeWords } from '#screens/shared/fieldChange/FieldChangeWords.tsx'
import { PartOfNote } from '#screens/shared/fieldChange/PartOfNote.tsx'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import type { RegisterScreen } from './register.model.ts'

/** That this session is not as it was planned: changed here or by a colleague, put back by the office, or the rest of
 *  another one. */
export function ChangedNote({ model }: { model: RegisterScreen }) {
  const view = model.view.value
  if (view === null) return null
  const last = view.changes.at(-1)
  return (
    <>
      <PartOfNote view={view} />
      {last && (
        <Banner
          tone="info"
          action={
            last.second !== null &&
            !last.isUndone && (
              <Button variant="plain" href={`/sessions/${last.second}`}>
                <Trans>Second part</Trans>
              </Button>
            )
          }
        >
          <FieldChangeWords change={last} view={view} now={model.now.value.at} />
          {' · '}
          {last.isUndone ? <Trans>The office put it back.</Trans> : <Trans>The office sees it.</Trans>}
        </Banner>
      )}
    </>
  )
}
