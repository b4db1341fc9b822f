import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { STATUS_WORDS } from '#screens/shared/words/attendance.ts'
import { formatNumber } from '#text/format.ts'
import { VisuallyHidden } from '#ui/VisuallyHidden.tsx'
import type { Said } from './register.model.ts'

/** Says what was just done, to screen readers; *saved* only when it is on disk (F2). */
export function RegisterStatus({ said }: { said: Said | null }) {
  return (
    <VisuallyHidden live="polite">
      {said !== null && (
        <>
          <SaidWords said={said} />{' '}
          {said.ok ? <Trans>Saved on this phone.</Trans> : <Trans>It is not saved. Look at the top of the page.</Trans>}
        </>
      )}
    </VisuallyHidden>
  )
}

function SaidWords({ said }: { said: Said }) {
  const { i18n } = useLingui()
  switch (said.kind) {
    case 'marked':
      return `${said.name}: ${i18n._(STATUS_WORDS[said.status])}.`
    case 'everyone':
      return <Plural value={said.count} one="# person marked present." other="# people marked present." />
    case 'several':
      return `${formatNumber(said.count)}: ${i18n._(STATUS_WORDS[said.status])}.`
    case 'undone':
      return <Trans>The last mark is undone.</Trans>
    case 'withdrawn':
      return <Trans>Taken back.</Trans>
    case 'submitted':
      return <Trans>Submitted.</Trans>
    case 'not-held':
      return <Trans>Recorded: did not take place.</Trans>
    case 'added':
      return <Trans>{said.name} is on the list and present.</Trans>
  }
}
