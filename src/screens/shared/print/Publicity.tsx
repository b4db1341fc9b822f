import type { ProgrammeRow } from '#store/api.ts'
import styles from './SheetPaper.module.css'

interface PublicityProps {
  programme: ProgrammeRow | null
  hubName: string
}

/** Who funds it, in the funder's words, and whose sheet it is; on every page. */
export function Publicity({ hubName }: PublicityProps) {
  return (
    <div class={styles.publicity}>
      <p class={styles.hub}>{hubName}</p>
    </div>
  )
}
