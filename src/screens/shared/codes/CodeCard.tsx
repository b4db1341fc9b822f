import { Trans, useLingui } from '@lingui/react/macro'
import { Copy, Printer, Share2 } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { formatMoment } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useApp } from '../services.ts'
import styles from './CodeCard.module.css'
import { QrCode } from './QrCode.tsx'

interface CodeCardProps {
  displayName: string
  hubName: string
  serverId: string
  /** Eight letters. */
  code: string
  /** ms UTC. */
  expiresAt: number
  now: number
  /** Whether it may lie about on paper. */
  onPaper?: boolean
}

/** A code to be handed over: shown to a camera, read out, sent, or printed and cut out. Good once, for one person. */
export function CodeCard({ displayName, hubName, serverId, code, expiresAt, now, onPaper = true }: CodeCardProps) {
  const { t } = useLingui()
  const { services } = useApp()
  const [out, setOut] = useState<{ code: string; link: string } | null>(null)
  const [copied, setCopied] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    let shown = true
    void services.writeOut({ serverId, code }).then((written) => shown && setOut(written))
    return () => {
      shown = false
    }
  }, [services, serverId, code])
  if (out === null) return <Skeleton shape="rows" count={2} />

  const { link } = out
  const until = formatMoment(expiresAt, now)
  const message = t`${displayName}, this is your way into Teren for ${hubName}: ${link}`
  async function copy() {
    try {
      await navigator.clipboard.writeText(message)
      setCopied('copied')
    } catch {
      // Not allowed, or no such thing here: the link stands on the card to be marked by hand.
      setCopied('failed')
    }
  }
  async function share() {
    try {
      await navigator.share({ text: message })
    } catch (error) {
      // Closed by the person: nothing to say.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setCopied('failed')
    }
  }
  return (
    <section class={styles.card} aria-label={t`Code for ${displayName}`}>
      <QrCode text={link} label={t`The link as a QR code`} />
      <div class={styles.words}>
        <p class={styles.name}>{displayName}</p>
        <p>{hubName}</p>
        <p class={styles.code} translate={false}>
          {out.code}
        </p>
        <p class={styles.how}>
          <Trans>Scan this with the camera, or open the link, or type the code in Teren. It works once.</Trans>
        </p>
        <p class={styles.link} translate={false}>
          {link}
        </p>
        <p class={styles.how}>
          <Trans>Good until {until}</Trans>
        </p>
      </div>
      <div class={styles.actions}>
        <Button icon={Copy} onClick={() => void copy()}>
          {copied === 'copied' ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
        {typeof navigator.share === 'function' && (
          <Button icon={Share2} onClick={() => void share()}>
            <Trans>Send</Trans>
          </Button>
        )}
        {onPaper && (
          <Button icon={Printer} onClick={() => print()}>
            <Trans>Print</Trans>
          </Button>
        )}
      </div>
      <p class={styles.how} role="status">
        {copied === 'failed' && <Trans>That did not work here. Mark the link and copy it by hand.</Trans>}
      </p>
    </section>
  )
}
