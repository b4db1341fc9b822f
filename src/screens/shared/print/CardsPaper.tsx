import { useLayoutEffect } from 'preact/hooks'
import type { PersonId } from '#domain/ids.ts'
import type { PersonRow, ProgrammeRow } from '#store/api.ts'
import { QrCode } from '../codes/QrCode.tsx'
import styles from './CardsPaper.module.css'
import type { CardKind } from './cards.model.ts'
import { Sheetlet } from './Paged.tsx'
import { Publicity } from './Publicity.tsx'

interface CardsPaperProps {
  kind: CardKind
  people: readonly PersonRow[]
  texts: ReadonlyMap<PersonId, string>
  programme: ProgrammeRow | null
  hubName: string
  /** Of the run. */
  title: string
  onPages: (count: number) => void
}

const ON_A_PAGE: Record<CardKind, number> = { badges: 8, table: 2 }

/** Cards of one size, as many on a page as it holds, with lines to cut or fold along. */
export function CardsPaper({ kind, people, onPages, ...same }: CardsPaperProps) {
  const size = ON_A_PAGE[kind]
  const pages = Array.from({ length: Math.ceil(people.length / size) }, (_, at) =>
    people.slice(at * size, (at + 1) * size),
  )
  const count = pages.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when there are more or fewer pages
  useLayoutEffect(() => onPages(count), [count])
  return (
    <>
      {pages.map((some, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its number
        <Sheetlet key={at}>
          <ul class={styles.page} data-kind={kind} data-page={at + 1}>
            {some.map((person) => (
              <li key={person.person} class={styles.card}>
                {kind === 'badges' ? (
                  <Badge person={person} {...same} />
                ) : (
                  <>
                    <div class={styles.half} data-turned aria-hidden="true">
                      <Side person={person} {...same} />
                    </div>
                    <div class={styles.half}>
                      <Side person={person} {...same} />
                    </div>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Sheetlet>
      ))}
    </>
  )
}

type CardProps = Omit<CardsPaperProps, 'kind' | 'people' | 'onPages'> & { person: PersonRow }

function Badge({ person, texts, programme, hubName, title }: CardProps) {
  const text = texts.get(person.person)
  return (
    <>
      <Publicity programme={programme} hubName={null} />
      <div class={styles.middle}>
        <Names person={person} />
        {text !== undefined && (
          <div class={styles.code}>
            <QrCode text={text} label="" />
          </div>
        )}
      </div>
      <p class={styles.title} dir="auto">
        {[title, programme?.beneficiary ?? hubName].filter(Boolean).join(' · ')}
      </p>
    </>
  )
}

function Side({ person, programme, hubName }: CardProps) {
  return (
    <>
      <Names person={person} />
      <Publicity programme={programme} hubName={hubName} />
    </>
  )
}

function Names({ person: { displayName, organisationName } }: { person: PersonRow }) {
  return (
    <div class={styles.names} translate={false}>
      <p class={styles.name} dir="auto" data-long={displayName.length > 28 || undefined}>
        {displayName}
      </p>
      {organisationName && (
        <p class={styles.organisation} dir="auto">
          {organisationName}
        </p>
      )}
    </div>
  )
}
