import { Trans } from '@lingui/react/macro'
import { useEffect, useState } from 'preact/hooks'
import type { SeatInfo } from '#store/api.ts'
import { formatMoment } from '#text/format.ts'
import { QrCode } from '../codes/QrCode.tsx'
import { useApp } from '../services.ts'
import styles from './PrintedCards.module.css'
import type { CodeRow } from './participants.model.ts'

interface PrintedCardsProps {
  rows: readonly CodeRow[]
  info: SeatInfo
  now: number
}

interface Card {
  row: CodeRow
  code: string
  link: string
}

/** The same codes on paper, to be cut out and handed over; seen only there. */
export function PrintedCards({ rows, info: { serverId, hubName }, now }: PrintedCardsProps) {
  const { services } = useApp()
  const [cards, setCards] = useState<Card[]>([])
  const codes = rows.map(({ invitation }) => invitation?.code).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the codes say when the rows changed in what is printed
  useEffect(() => {
    let wanted = true
    const written = rows.map(async (row) => ({
      row,
      ...(await services.writeOut({ serverId, code: row.invitation?.code ?? '' })),
    }))
    void Promise.all(written).then((all) => wanted && setCards(all))
    return () => {
      wanted = false
    }
  }, [services, serverId, codes])
  return (
    <div class={styles.cards}>
      {cards.map(({ row: { person, invitation }, code, link }) => (
        <section class={styles.card} key={person.person}>
          <QrCode text={link} label="" />
          <div class={styles.words}>
            <p class={styles.name}>{person.displayName}</p>
            <p>{hubName}</p>
            <p class={styles.code} translate={false}>
              {code}
            </p>
            <How address={addressOf(link)} until={formatMoment(invitation?.expiresAt ?? now, now)} />
          </div>
        </section>
      ))}
    </div>
  )
}

function How({ address, until }: { address: string; until: string }) {
  return (
    <>
      <p>
        <Trans>
          Scan this with your phone’s camera, or open <b>{address}</b> and type the code.
        </Trans>
      </p>
      <p>
        <Trans>First you read who will see what about you. The code works once, until {until}, and only for you.</Trans>
      </p>
    </>
  )
}

/** What somebody types who has no camera. */
const addressOf = (link: string): string => link.replace(/^https:\/\//, '').replace(/#.*$/, '')
