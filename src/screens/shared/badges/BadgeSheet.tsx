import { Trans, useLingui } from '@lingui/react/macro'
import { Ban, IdCard } from 'lucide'
import { Button } from '#ui/Button.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { QrCode } from '../codes/QrCode.tsx'
import styles from './Badges.module.css'
import type { BadgesScreen, PersonBadge } from './badges.model.ts'
import { NotKept } from './NotKept.tsx'

interface BadgeSheetProps {
  model: BadgesScreen
  row: PersonBadge
}

/** One person's badge: shown while it is new, made anew, revoked. */
export function BadgeSheet({ model, row }: BadgeSheetProps) {
  const { t } = useLingui()
  const { person, issuedAt, onPhone, text } = row
  const id = person.person
  const name = person.displayName
  const hasOne = issuedAt !== null || onPhone
  return (
    <Sheet
      title={name}
      subtitle={person.organisationName}
      onClose={() => model.open(null)}
      footer={
        <Button
          variant={text === null ? 'primary' : 'quiet'}
          icon={IdCard}
          wide
          busy={model.working.value}
          onClick={() => void model.issue(id)}
        >
          {issuedAt === null ? <Trans>Make a badge</Trans> : <Trans>Make a new badge</Trans>}
        </Button>
      }
    >
      <NotKept model={model} />
      {text !== null && (
        <div class={styles.badge}>
          <QrCode text={text} label={t`Badge of ${name}`} />
          <p>
            <Trans>Let {name} take a photo of it now. It is shown until the app is closed.</Trans>
          </p>
        </div>
      )}
      {text === null && (
        <p>
          {issuedAt !== null ? (
            <Trans>
              A badge was made. Its code is kept nowhere; if it was lost, make a new one: the old one then counts no
              more.
            </Trans>
          ) : onPhone ? (
            <Trans>The person has a badge on their own phone. You can make one on paper besides.</Trans>
          ) : (
            <Trans>With a badge the person is recorded at the door without looking for the name.</Trans>
          )}
        </p>
      )}
      {hasOne && (
        <div class={styles.revoke}>
          <Button variant="danger" icon={Ban} busy={model.working.value} onClick={() => void model.revoke(id)}>
            <Trans>Revoke the badge</Trans>
          </Button>
          <p class={styles.quiet}>
            {onPhone ? (
              <Trans>Also the one on the person’s own phone. Other phones refuse it once they have heard of it.</Trans>
            ) : (
              <Trans>Other phones refuse it once they have heard of it.</Trans>
            )}
          </p>
        </div>
      )}
    </Sheet>
  )
}
