import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { StoreFailure } from '#store/api.ts'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { type FailureWords, storeFailureWords } from '../words/failures.ts'

export type StartFailure =
  | StoreFailure
  /** The browser lacks something without which nothing can be kept. */
  | { kind: 'old-browser' }
  /** A part of the app is neither on this phone nor to be had now. */
  | { kind: 'not-loaded' }
  /** A screen broke. */
  | { kind: 'crashed' }

interface StartFailedProps {
  failure: StartFailure
  onRetry: () => void
}

/** Stands in for a screen that cannot be shown: what happened, what is safe, what to do. */
export function StartFailed({ failure, onRetry }: StartFailedProps) {
  const { i18n, t } = useLingui()
  const { happened, safe, todo } = wordsFor(failure)
  return (
    <Page top={<TopBar large title={t`Teren`} />}>
      <ErrorNote
        title={i18n._(happened)}
        safe={safe && i18n._(safe)}
        action={
          <Button variant="primary" onClick={onRetry}>
            <Trans>Load again</Trans>
          </Button>
        }
      >
        {i18n._(todo)}
      </ErrorNote>
    </Page>
  )
}

const SAVED_IS_SAFE: MessageDescriptor = msg`Everything saved on this phone is safe.`

function wordsFor(failure: StartFailure): FailureWords {
  switch (failure.kind) {
    case 'old-browser':
      return {
        happened: msg`This browser is too old for Teren.`,
        safe: null,
        todo: msg`Update the browser, or open Teren in a newer one: Chrome, Firefox, Edge or Safari.`,
      }
    case 'not-loaded':
      return {
        happened: msg`This part of Teren is not on this phone yet.`,
        safe: SAVED_IS_SAFE,
        todo: msg`It needs the network once. Load again when you have one.`,
      }
    case 'crashed':
      return {
        happened: msg`Something in this page broke.`,
        safe: SAVED_IS_SAFE,
        todo: msg`Load again. If it happens again, tell your coordinator what you did before.`,
      }
    default:
      return storeFailureWords(failure)
  }
}
