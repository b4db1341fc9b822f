import { Trans } from '@lingui/react/macro'
import { Check, CircleQuestionMark, type IconNode, Undo2, UserRoundPlus, X } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Button } from '#ui/Button.tsx'
import { Icon } from '#ui/Icon.tsx'
import styles from './ScanSheet.module.css'
import type { Scanned, ScanScreen } from './scan.model.ts'

type Tone = 'present' | 'again' | 'ask' | 'bad' | 'plain'

/** What came of the last badge, large enough to be read at arm's length. */
export function ScannedCard({ scan }: { scan: ScanScreen }) {
  const scanned = scan.scanned.value
  const { kind } = scan.camera.value
  const isReading = kind === 'asking' || kind === 'running'
  return (
    <div class={styles.result} data-reading={isReading} aria-live="assertive">
      {scanned ? (
        <Result scanned={scanned} scan={scan} />
      ) : (
        isReading && (
          <p class={styles.hint}>
            <Trans>Hold a badge before the camera so that it fills the frame. One after the other.</Trans>
          </p>
        )
      )}
    </div>
  )
}

function Result({ scanned, scan }: { scanned: Scanned; scan: ScanScreen }) {
  switch (scanned.kind) {
    case 'recorded':
    case 'added':
      if (!scanned.ok) {
        return (
          <Card tone="bad" icon={X} name={scanned.person.displayName} state={<Trans>Not saved</Trans>}>
            <Trans>It stays on the list as not saved. The top of the page says why and what to do.</Trans>
          </Card>
        )
      }
      return (
        <Card
          tone="present"
          icon={Check}
          name={scanned.person.displayName}
          state={<Trans>Present</Trans>}
          action={
            <Button icon={Undo2} onClick={() => void scan.undo(scanned.person)}>
              <Trans>Undo</Trans>
            </Button>
          }
        >
          {scanned.kind === 'added' ? (
            <Trans>Added to the list. Saved on this phone.</Trans>
          ) : (
            <Trans>Saved on this phone.</Trans>
          )}
        </Card>
      )
    case 'undone':
      return (
        <Card tone="plain" icon={Undo2} name={scanned.person.displayName} state={<Trans>Taken back</Trans>}>
          {scanned.ok ? <Trans>The record is taken back.</Trans> : <Trans>Not saved. Try it on the list.</Trans>}
        </Card>
      )
    case 'already':
      return (
        <Card tone="again" icon={Check} name={scanned.person.displayName} state={<Trans>Already present</Trans>}>
          <Trans>Nothing was recorded a second time.</Trans>
        </Card>
      )
    case 'not-listed':
      return (
        <Card
          tone="ask"
          icon={UserRoundPlus}
          name={scanned.person.displayName}
          state={<Trans>Not on this list</Trans>}
          action={
            <Button variant="primary" icon={UserRoundPlus} onClick={() => void scan.add(scanned.person)}>
              <Trans>Add, present</Trans>
            </Button>
          }
        >
          {scanned.person.organisationName || <Trans>Known to the hub.</Trans>}
        </Card>
      )
    case 'revoked':
      return (
        <Card tone="bad" icon={X} name={scanned.person.displayName} state={<Trans>Badge revoked</Trans>}>
          <Trans>This badge counts no more. Ask who it is, and type the name.</Trans>
        </Card>
      )
    case 'unknown':
      return (
        <Card tone="bad" icon={CircleQuestionMark} state={<Trans>Unknown badge</Trans>}>
          <Trans>This phone’s list does not have it. It may be newer than the list. Type the name.</Trans>
        </Card>
      )
    case 'several':
      return (
        <Card tone="bad" icon={CircleQuestionMark} state={<Trans>Badge of several people</Trans>}>
          <Trans>It does not say who this is. Type the name, and have a new badge made.</Trans>
        </Card>
      )
    case 'other-hub':
      return (
        <Card tone="bad" icon={X} state={<Trans>Badge of another organisation</Trans>}>
          <Trans>It does not count here. Type the name.</Trans>
        </Card>
      )
    case 'no-badge':
      return (
        <Card tone="bad" icon={X} state={<Trans>Not a badge</Trans>}>
          <Trans>This code is something else.</Trans>
        </Card>
      )
  }
}

interface CardProps {
  tone: Tone
  icon: IconNode
  name?: string
  state: ComponentChildren
  children: ComponentChildren
  action?: ComponentChildren
}

function Card({ tone, icon, name, state, children, action }: CardProps) {
  return (
    <div class={styles.card} data-tone={tone}>
      <span class={styles.icon}>
        <Icon icon={icon} size={40} />
      </span>
      <div class={styles.words}>
        {name && <p class={styles.name}>{name}</p>}
        <p class={name ? styles.state : styles.name}>{state}</p>
        <p class={styles.detail}>{children}</p>
      </div>
      {action && <div class={styles.action}>{action}</div>}
    </div>
  )
}
