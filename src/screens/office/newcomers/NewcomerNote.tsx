import { Plural, Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { CircleHelp, UserPlus } from 'lucide'
import type { Newcomer, Office } from '#store/officeApi.ts'
import { formatShortDay } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { NewcomerWords } from './NewcomerMark.tsx'
import styles from './Newcomers.module.css'
import { AlikeModel } from './newcomers.model.ts'

interface NewcomerNoteProps {
  office: Office
  newcomer: Newcomer
}

/** Above the record of somebody new: who added them, and whom the directory knows by such a name. */
export function NewcomerNote({ office, newcomer }: NewcomerNoteProps) {
  const { alike } = useModel(() => new AlikeModel(office, newcomer))
  const others = alike.value
  const day = newcomer.day && formatShortDay(newcomer.day)
  return (
    <>
      <Banner tone="info" icon={UserPlus}>
        <div class={styles.note}>
          <p>
            <b>
              <NewcomerWords newcomer={newcomer} />
            </b>
            {day && ` · ${day}`}
          </p>
          <p>
            <Trans>Look at the name and where they come from. Saving says that they are right.</Trans>
          </p>
        </div>
      </Banner>
      {others.length > 0 && (
        <Banner tone="warning" icon={CircleHelp} role="status">
          <div class={styles.note}>
            <p>
              <Plural
                value={others.length}
                one="The directory knows somebody of such a name:"
                other="The directory knows # people of such a name:"
              />
            </p>
            {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
            <ul role="list">
              {others.map((person) => (
                <li key={person.person}>
                  {person.displayName}
                  {person.organisationName && <span class={styles.organisation}> · {person.organisationName}</span>}
                </li>
              ))}
            </ul>
            <p>
              <Trans>If it may be the same human being, leave it marked and ask. Nobody is joined by itself.</Trans>
            </p>
          </div>
        </Banner>
      )}
    </>
  )
}
