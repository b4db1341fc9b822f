import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { GraduationCap, MessageSquareText, Printer } from 'lucide'
import type { ComponentChild } from 'preact'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import { rowKey } from '#domain/skills/record.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import type { Skills } from '#store/skillsApi.ts'
import { langOf, localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Icon } from '#ui/Icon.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { AboutForm } from '../AboutForm.tsx'
import { LookKey, Radar } from './Radar.tsx'
import styles from './Record.module.css'
import { RecordModel, type RecordScreen, type RecordSection } from './record.model.ts'
import { CellWords, ChangeWords, dayOf, momentWords, useAssessorWords } from './recordWords.tsx'
import { WithSkills } from './WithSkills.tsx'

interface RecordPageProps {
  run: RunId
  person: PersonId
  /** From whose register it was opened; null: from elsewhere. */
  session: SessionId | null
}

/** What one person can do: who said so and when, the start against the end, and what shows it. */
export function RecordPage({ run, person, session }: RecordPageProps) {
  const seat = useApp().device.seat.value
  if (seat === null) return <NobodySignedIn />
  const elsewhere = seat.info.value.role === 'trainer' ? '/sessions' : `/office/runs/${run}/people/${person}`
  const backHref = session === null ? elsewhere : `/skills/${run}/${session}`
  const waiting = (inside: ComponentChild) => (
    <Page top={<TopBar backHref={backHref} title={<Trans>Skills of one person</Trans>} />}>{inside}</Page>
  )
  return (
    <WithSkills key={seat.info.value.member} seat={seat} around={waiting}>
      {(skills) => <PersonPage seat={seat} skills={skills} run={run} person={person} backHref={backHref} />}
    </WithSkills>
  )
}

interface PersonPageProps extends Omit<RecordPageProps, 'session'> {
  seat: Seat
  skills: Skills
  backHref: string
}

function PersonPage(props: PersonPageProps) {
  const { seat, skills, run, person, backHref } = props
  const { t } = useLingui()
  const model = useModel(() => new RecordModel(seat, skills, run, person))
  const name = model.person.value && (model.person.value.displayName || t`Person ${model.number.value}`)
  const title = model.view.value?.run.title
  return (
    <Page
      top={
        <>
          <TopBar
            backHref={backHref}
            title={name ?? <Trans>Skills of one person</Trans>}
            subtitle={title && <span lang={langOf(title)}>{localText(title)}</span>}
          />
          <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
        </>
      }
      bottom={
        model.parts.value.length > 0 && (
          <BottomBar>
            <Button variant="primary" icon={Printer} href={`/print/skills/${run}/${person}`}>
              <Trans>Print</Trans>
            </Button>
          </BottomBar>
        )
      }
    >
      <Body model={model} />
    </Page>
  )
}

function Body({ model }: { model: RecordScreen }) {
  if (model.standing.value === 'loading') return <Skeleton shape="rows" count={8} />
  if (model.standing.value === 'missing') {
    return (
      <EmptyState icon={GraduationCap} title={<Trans>This person is not on this phone</Trans>}>
        <Trans>They may belong to a programme that you do not record in, or they were never received here.</Trans>
      </EmptyState>
    )
  }
  if (model.parts.value.length === 0) {
    return (
      <EmptyState icon={GraduationCap} title={<Trans>Nobody has assessed this person yet</Trans>}>
        <Trans>What trainers judge appears here.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      {model.parts.value.map((part) => (
        <section key={part.key} class={styles.part}>
          <h2 class={styles.form} lang={langOf(part.form.title)}>
            {localText(part.form.title)}
          </h2>
          {part.sections.map((section) => (
            <Section key={section.key} model={model} section={section} />
          ))}
          <AboutForm form={part.form} />
        </section>
      ))}
    </>
  )
}

function Section({ model, section }: { model: RecordScreen; section: RecordSection }) {
  const { t } = useLingui()
  const assessorWords = useAssessorWords(model)
  const title = section.view ? assessorWords(section.view) : t`As it stands, by each who assessed`
  return (
    <section class={styles.section}>
      <h3 class={styles.title}>{title}</h3>
      <div class={styles.both}>
        <Radar
          rows={section.rows}
          columns={section.columns}
          label={t`Radar: ${title}. The table says the same in words.`}
        />
        <SectionTable model={model} section={section} title={title} />
      </div>
    </section>
  )
}

/** All that the radar shows, to be read; and what shows it. */
function SectionTable({ model, section, title }: { model: RecordScreen; section: RecordSection; title: string }) {
  const { i18n } = useLingui()
  const assessorWords = useAssessorWords(model)
  const now = model.openedAt.value
  const { columns, rows } = section
  return (
    <table class={styles.table} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Skill</Trans>
          </th>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              <LookKey look={column.look} />
              {column.moment === null ? assessorWords(column.view) : i18n._(momentWords(column.moment))}
              <small>{dayOf(column.at, now)}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((item, at) => {
          const cells = columns.map(({ key, cells }) => ({ key, cell: cells.get(rowKey(item)) }))
          const notes = section.view === null ? [] : cells.flatMap(({ cell }) => model.notesOf(cell?.evidence ?? []))
          return (
            <tr key={item.id}>
              <th scope="row">
                <div class={styles.row}>
                  {' '}
                  <span class={styles.number}>{at + 1}</span>
                  <span class={styles.skill}>
                    <span lang={langOf(item.text)}>{localText(item.text)}</span>
                    {[...new Set(notes)].map((note) => (
                      <small key={note} dir="auto">
                        <Icon icon={MessageSquareText} size={16} /> {note}
                      </small>
                    ))}
                  </span>
                </div>{' '}
              </th>
              {cells.map(({ key, cell }) => (
                <td key={key}>
                  <CellWords item={item} cell={cell} />
                  {cell && cell.change !== null && (
                    <small class={styles.change}>
                      <ChangeWords change={cell.change} />
                    </small>
                  )}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
