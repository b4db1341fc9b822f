import styles from './SheetPaper.module.css'

/** Whose sheet it is; on every page. */
export function Publicity({ hubName }: { hubName: string }) {
  return (
    <div class={styles.publicity}>
      <p class={styles.hub}>{hubName}</p>
    </div>
  )
}
