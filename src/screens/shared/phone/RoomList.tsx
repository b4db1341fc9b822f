import { Trans } from '@lingui/react/macro'
import { formatBytes } from '#text/format.ts'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import styles from './Phone.module.css'
import type { StorageFacts } from './storage.ts'

interface RoomListProps {
  facts: StorageFacts
  /** Bytes of learning modules on this phone, of whoever is on screen; null: not known. */
  moduleBytes: number | null
}

/** What takes how much room, and what is left. */
export function RoomList({ facts, moduleBytes }: RoomListProps) {
  const { usedBytes, freeBytes, parts } = facts
  if (usedBytes === null) return null
  const data = parts && moduleBytes !== null ? Math.max(0, parts.dataBytes - moduleBytes) : parts?.dataBytes
  return (
    <section class={styles.section} aria-labelledby="phone-room">
      <h2 class={styles.heading} id="phone-room">
        <Trans>Room</Trans>
      </h2>
      <List>
        {parts && data !== undefined ? (
          <>
            <ListRow trailing={formatBytes(data)}>
              <Trans>Records and plans</Trans>
            </ListRow>
            {moduleBytes !== null && moduleBytes > 0 && (
              <ListRow trailing={formatBytes(moduleBytes)}>
                <Trans>Learning modules</Trans>
              </ListRow>
            )}
            <ListRow trailing={formatBytes(parts.appBytes)}>
              <Trans>The app itself</Trans>
            </ListRow>
          </>
        ) : (
          <ListRow trailing={formatBytes(usedBytes)}>
            <Trans>Used by Teren</Trans>
          </ListRow>
        )}
        {freeBytes !== null && (
          <ListRow trailing={<b>{formatBytes(freeBytes)}</b>}>
            <b>
              <Trans>Left, says the browser</Trans>
            </b>
          </ListRow>
        )}
      </List>
    </section>
  )
}
