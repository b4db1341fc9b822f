import { Trans, useLingui } from '@lingui/react/macro'
import { CircleDashed, PenLine, TriangleAlert, Undo2 } from 'lucide'
import { formatMoment } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { PersonWords } from '../print/PersonWords.tsx'
import { SignatureMark } from './SignatureMark.tsx'
import styles from './Signatures.module.css'
import type { Signing, SigningRow } from './signing.model.ts'

/** Who is here, and who of them has signed. */
export function SignersList({ model }: { model: Signing }) {
  const { t } = useLingui()
  return (
    <List label={t`People present`}>
      {model.rows.value.map((row) => (
        <ListRow
          key={row.person}
          selected={row.person === model.current.value?.person}
          onClick={() => (row.signature ? model.open(row.person) : model.choose(row.person))}
          trailing={<Standing row={row} />}
        >
          <span translate={false} dir="auto">
            <PersonWords row={row} />
          </span>
        </ListRow>
      ))}
    </List>
  )
}

function Standing({ row: { signature } }: { row: SigningRow }) {
  if (signature === null)
    return (
      <StatusChip tone="unset" icon={CircleDashed}>
        <Trans>Not yet</Trans>
      </StatusChip>
    )
  if (signature.isUnsaved)
    return (
      <StatusChip tone="absent" icon={TriangleAlert}>
        <Trans>Not saved</Trans>
      </StatusChip>
    )
  return (
    <StatusChip tone="present" icon={PenLine}>
      {'typed' in signature.signed ? <Trans>Name typed</Trans> : <Trans>Signed</Trans>}
    </StatusChip>
  )
}

interface GivenSheetProps {
  model: Signing
  row: SigningRow
  now: number
}

/** A signature that was given, and the way to take it back. */
export function GivenSheet({ model, row, now }: GivenSheetProps) {
  const { signature } = row
  if (signature === null) return null
  const when = formatMoment(signature.at, now)
  const mayTakeBack = signature.isOwn && model.canSign.value
  return (
    <Sheet
      isText
      title={<PersonWords row={row} />}
      subtitle={<Trans>Signed {when}</Trans>}
      onClose={() => model.open(null)}
      footer={
        mayTakeBack && (
          <Button variant="danger" icon={Undo2} wide onClick={() => void model.takeBack(row)}>
            <Trans>Take the signature back</Trans>
          </Button>
        )
      }
    >
      <div class={styles.shown}>
        <SignatureMark signed={signature.signed} />
      </div>
      {!signature.isOwn && (
        <p class={styles.quiet}>
          <Trans>Somebody else collected it. Only they can take it back.</Trans>
        </p>
      )}
    </Sheet>
  )
}
