import type { ProgrammeRow } from '#store/api.ts'
import { localText } from '#text/localText.ts'
import { Emblem } from './Emblem.tsx'
import styles from './Publicity.module.css'
import { statementOf } from './statement.ts'

interface PublicityProps {
  programme: ProgrammeRow | null
  /** null: where it stands elsewhere. */
  hubName: string | null
}

/** Whose money it is, in the words of the rules, and whose sheet; on every page. */
export function Publicity({ programme, hubName }: PublicityProps) {
  const statement = statementOf(programme?.funder ?? null)
  const words = localText(programme?.publicity ?? {})
  return (
    <div class={styles.publicity}>
      {(statement !== null || words !== '') && (
        <div class={styles.funder} data-publicity>
          {statement !== null && <Emblem class={styles.emblem} />}
          <div>
            {statement !== null && <p class={styles.statement}>{statement}</p>}
            {words !== '' && (
              <p class={styles.words} dir="auto">
                {words}
              </p>
            )}
          </div>
        </div>
      )}
      {hubName !== null && (
        <p class={styles.hub} dir="auto">
          {programme?.beneficiary ?? hubName}
        </p>
      )}
    </div>
  )
}
