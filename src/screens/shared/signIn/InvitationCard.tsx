import { Trans, useLingui } from '@lingui/react/macro'
import type { Model } from '@preact/signals'
import { CalendarDays, Eye, KeyRound, Users } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { formatList, formatMoment } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { Icon } from '#ui/Icon.tsx'
import type { InvitationView } from '../services.ts'
import { ROLE_MEANINGS, ROLE_READERS, ROLE_WORDS } from '../words/roles.ts'
import { RefusalNote } from './RefusalNote.tsx'
import styles from './SignIn.module.css'
import type { SignInModel } from './signIn.model.ts'

interface InvitationCardProps {
  model: Model<InstanceType<typeof SignInModel>>
  invitation: InvitationView
  /** Who is signed in on this phone already. */
  others: string[]
}

/** What a code is for, before it is used: who, at which hub, as what, and who will read what (L3). A participant reads
 *  that on a page of its own. */
export function InvitationCard({ model, invitation, others }: InvitationCardProps) {
  const { i18n } = useLingui()
  const { hubName, displayName, role, expiresAt, classes } = invitation
  const isParticipant = role === 'participant'
  const heading = useRef<HTMLHeadingElement>(null)
  const names = formatList(others)
  const until = formatMoment(expiresAt, Date.now())

  useEffect(() => heading.current?.focus(), [])

  return (
    <>
      <Card>
        <div class={styles.invitation}>
          <p class={styles.hub}>{hubName}</p>
          <h2 class={styles.name} ref={heading} tabIndex={-1}>
            {displayName}
          </h2>
          <p class={styles.role}>{i18n._(ROLE_WORDS[role])}</p>
          <ul class={styles.facts}>
            {classes.map(({ title }) => (
              <li key={localText(title)}>
                <Icon icon={CalendarDays} size={20} />
                <b lang={langOf(title)}>{localText(title)}</b>
              </li>
            ))}
            <li>
              <Icon icon={KeyRound} size={20} />
              <span>{i18n._(ROLE_MEANINGS[role])}</span>
            </li>
            {!isParticipant && (
              <li>
                <Icon icon={Eye} size={20} />
                <span>{i18n._(ROLE_READERS[role])}</span>
              </li>
            )}
            {others.length > 0 && (
              <li>
                <Icon icon={Users} size={20} />
                <span>
                  <Trans>Already signed in on this phone: {names}. Their work stays separate.</Trans>
                </span>
              </li>
            )}
          </ul>
        </div>
      </Card>
      <RefusalNote refusal={model.refusal.value} />
      <div class={styles.actions}>
        <Button variant="primary" wide busy={model.busy.value} onClick={() => void model.confirm()}>
          {isParticipant ? <Trans>This is me</Trans> : <Trans>Sign in as {displayName}</Trans>}
        </Button>
        <Button variant="plain" wide disabled={model.busy.value} onClick={model.startOver}>
          <Trans>This is not me</Trans>
        </Button>
      </div>
      <p class={styles.small}>
        <Trans>The code works once, until {until}.</Trans>
      </p>
    </>
  )
}
