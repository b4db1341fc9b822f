import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { GraduationCap } from 'lucide'
import type { ComponentChild } from 'preact'
import type { PersonId, RunId } from '#domain/ids.ts'
import { MOMENTS } from '#domain/skills/form.ts'
import { rowKey } from '#domain/skills/record.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { Paged } from '#screens/shared/print/Paged.tsx'
import { PaperFoot } from '#screens/shared/print/PaperFoot.tsx'
import { PrintPage } from '#screens/shared/print/PrintPage.tsx'
import { Publicity } from '#screens/shared/print/Publicity.tsx'
import { useApp } from '#screens/shared/services.ts'
import type { Seat } from '#store/api.ts'
import type { Skills } from '#store/skillsApi.ts'
import { formatNumber } from '#text/format.ts'
import { langOf, localText } from '#text/localText.ts'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Page } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { LookKey, Radar } from './Radar.tsx'
import styles from './Record.module.css'
import { RecordModel, type RecordScreen } from './record.model.ts'
import { CellWords, ChangeWords, dayOf, momentWords, useAssessorWords } from './recordWords.tsx'
import { WithSkills } from './WithSkills.tsx'

interface RecordPrintProps {
  run: RunId
  person: PersonId
}

/** A person's record, as it will be on paper. */
export function RecordPrint({ run, person }: RecordPrintProps) {
  const seat = useApp().device.seat.value
  if (seat === null) return <NobodySignedIn />
  const backHref = `/runs/${run}/skills/${person}`
  const waiting = (inside: ComponentChild) => (
    <Page top={<TopBar backHref={backHref} title={<Trans>Skills of one person</Trans>} />}>{inside}</Page>
  )
  return (
    <WithSkills key={seat.info.value.member} seat={seat} around={waiting}>
      {(skills) => <SeatPrint seat={seat} skills={skills} run={run} person={person} />}
    </WithSkills>
  )
}

function SeatPrint({ seat, skills, run, person }: RecordPrintProps & { seat: Seat; skills: Skills }) {
  const { t } = useLingui()
  const model = useModel(() => new RecordModel(seat, skills, run, person))
  const name = model.person.value?.displayName || t`Person ${model.number.value}`
  return (
    <PrintPage
      backHref={`/runs/${run}/skills/${person}`}
      title={t`Skills of one person`}
      subtitle={model.person.value && name}
      choices={null}
      instead={
        model.standing.value === 'loading' ? (
          <Skeleton shape="rows" count={6} />
        ) : (
          model.parts.value.length === 0 && (
            <EmptyState icon={GraduationCap} title={<Trans>Nothing to print</Trans>}>
              <Trans>Nobody has assessed this person yet, or they are not on this phone.</Trans>
            </EmptyState>
          )
        )
      }
    >
      {model.parts.value.length > 0
        ? ({ letters, count }) => (
            <RecordPaper
              model={model}
              name={name}
              hubName={seat.info.value.hubName}
              letters={letters}
              onPages={(pages) => count('record', pages)}
            />
          )
        : null}
    </PrintPage>
  )
}

interface RecordPaperProps {
  model: RecordScreen
  name: string
  hubName: string
  letters: string
  onPages: (count: number) => void
}

/** In mm; together with what shows it as wide as a page. */
const [NUMBER, SKILL, MOMENT, PAGE] = [9, 52, 31, 186]

function RecordPaper({ model, name, hubName, letters, onPages }: RecordPaperProps) {
  const { t, i18n } = useLingui()
  const assessorWords = useAssessorWords(model)
  const now = model.openedAt.value
  const radarWords = (title: string) => t`Radar: ${title}. The table says the same in words.`
  const views = model.parts.value.flatMap((part) =>
    part.sections.flatMap((section) => (section.view ? { part, section, view: section.view } : [])),
  )
  const moments = MOMENTS.filter((moment) => views.some(({ view }) => view.moments.some((at) => at.moment === moment)))
  const widths = [NUMBER, SKILL, ...moments.map(() => MOMENT)]
  const title = model.view.value?.run.title ?? {}
  const head = (
    <header class={styles.paperHead}>
      <Publicity programme={model.programme.value} hubName={hubName} />
      <h2 class={styles.paperTitle}>
        <Trans>Skills of one person</Trans>
      </h2>
      <p>
        <b dir="auto">{name}</b> · {localText(title)}
      </p>
    </header>
  )
  return (
    <Paged
      measuredWith={letters}
      onPages={onPages}
      firstHead={head}
      head={head}
      widths={[...widths, PAGE - widths.reduce((sum, width) => sum + width, 0)]}
      columns={
        <tr>
          <th scope="col">{t({ context: 'column of a printed list: number', message: 'No.' })}</th>
          <th scope="col">
            <Trans>Skill</Trans>
          </th>
          {moments.map((moment) => (
            <th key={moment} scope="col">
              {i18n._(momentWords(moment))}
            </th>
          ))}
          <th scope="col">
            <Trans>What shows it</Trans>
          </th>
        </tr>
      }
      rows={views.flatMap(({ part, section, view }) => [
        <tr key={view.key}>
          <td class={styles.divide} colSpan={moments.length + 3}>
            {assessorWords(view)} · {localText(part.form.title)}
            {view.moments.map(({ moment, at }) => ` · ${i18n._(momentWords(moment))}: ${dayOf(at, 0)}`)}
          </td>
        </tr>,
        ...section.rows.map((item, at) => (
          <tr key={`${view.key} ${item.id}`}>
            <td class={styles.paperNumber}>{formatNumber(at + 1)}</td>
            <td lang={langOf(item.text)}>{localText(item.text)}</td>
            {moments.map((moment) => {
              const cell = section.columns.find((column) => column.moment === moment)?.cells.get(rowKey(item))
              return (
                <td key={moment}>
                  <CellWords item={item} cell={cell} />
                  {cell && cell.change !== null && (
                    <small>
                      {' '}
                      (<ChangeWords change={cell.change} />)
                    </small>
                  )}
                </td>
              )
            })}
            <td dir="auto">
              {[
                ...new Set(
                  section.columns.flatMap(({ cells }) => model.notesOf(cells.get(rowKey(item))?.evidence ?? [])),
                ),
              ].join(' · ')}
            </td>
          </tr>
        )),
      ])}
      tail={[
        ...views.map(({ section, view }) => (
          <div key={view.key} class={styles.paperRadar}>
            <Radar rows={section.rows} columns={section.columns} label={radarWords(assessorWords(view))} />
            <div>
              <b>{assessorWords(view)}</b>
              {section.columns.map(({ key, look, moment }) => (
                <p key={key}>
                  <LookKey look={look} /> {moment && i18n._(momentWords(moment))}
                </p>
              ))}
            </div>
          </div>
        )),
        ...model.parts.value.map(({ key, form }) => (
          <p key={key} class={styles.source} lang={form.languages[0]}>
            {form.source}. {form.licence}.
          </p>
        )),
      ]}
      foot={(page, of) => (
        <PaperFoot now={now} demonstration={model.view.value?.run.demonstration} page={page} of={of} />
      )}
    />
  )
}
