import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ArrowRight, ChartNoAxesColumn, Check, GraduationCap } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import type { RunId } from '#domain/ids.ts'
import type { Moment } from '#domain/skills/form.ts'
import { startFailureWords } from '#screens/shared/failed/startFailureWords.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import type { Seat } from '#store/api.ts'
import type { Skills } from '#store/skillsApi.ts'
import { langOf, localText } from '#text/localText.ts'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Select } from '#ui/Select.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { AboutForm } from './AboutForm.tsx'
import { JudgeSheet } from './JudgeSheet.tsx'
import { SkillLine } from './SkillLine.tsx'
import styles from './Skills.module.css'
import { type Axis, SkillsModel, type SkillsScreen } from './skills.model.ts'

interface SkillsPageProps {
  run: RunId
  /** Whence it was opened. */
  backHref: string
}

/** What a run's people can do, judged in the field: a skill of everybody, or everything of one person. */
export function SkillsPage(props: SkillsPageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <Loaded key={seat.info.value.member} seat={seat} {...props} />
}

function Loaded({ seat, run, backHref }: SkillsPageProps & { seat: Seat }) {
  const { i18n } = useLingui()
  const [skills, setSkills] = useState<Skills | 'failed' | null>(null)
  useEffect(() => {
    let shown = true
    seat.skills().then(
      (loaded) => shown && setSkills(loaded),
      () => shown && setSkills('failed'),
    )
    return () => {
      shown = false
    }
  }, [seat])
  if (skills !== null && skills !== 'failed') {
    return <RunPage seat={seat} skills={skills} run={run} backHref={backHref} />
  }
  const { happened, safe, todo } = startFailureWords({ kind: 'not-loaded' })
  return (
    <Page top={<Top seat={seat} backHref={backHref} />}>
      {skills === null ? (
        <Skeleton shape="rows" count={8} />
      ) : (
        <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
          {i18n._(todo)}
        </ErrorNote>
      )}
    </Page>
  )
}

interface TopProps {
  seat: Seat
  backHref: string
  model?: SkillsScreen
}

function Top({ seat, backHref, model }: TopProps) {
  const title = model?.view.value?.run.title
  return (
    <>
      <TopBar
        backHref={backHref}
        title={<Trans>Assess skills</Trans>}
        subtitle={title && <span lang={langOf(title)}>{localText(title)}</span>}
      />
      <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
    </>
  )
}

function RunPage({ seat, skills, run, backHref }: SkillsPageProps & { seat: Seat; skills: Skills }) {
  const draft = useDraft('skills', run)
  const model = useModel(() => new SkillsModel(seat, skills, run, draft))
  const opened = model.opened.value
  return (
    <>
      <Page
        flush
        top={<Top seat={seat} backHref={backHref} model={model} />}
        bottom={<Bottom model={model} backHref={backHref} />}
      >
        <Body model={model} here={`/skills/${run}/${backHref.split('/').at(-1)}`} />
      </Page>
      {opened && <JudgeSheet key={opened.key} model={model} row={opened} />}
    </>
  )
}

function Body({ model, here }: { model: SkillsScreen; here: string }) {
  const { t } = useLingui()
  const form = model.form.value
  if (model.standing.value === 'loading') {
    return (
      <div class={styles.padded}>
        <Skeleton shape="rows" count={8} />
      </div>
    )
  }
  if (model.standing.value === 'missing' || form === null) {
    return (
      <EmptyState icon={GraduationCap} title={<Trans>This run is not on this phone</Trans>}>
        <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
      </EmptyState>
    )
  }
  if (model.people.value.length === 0) {
    return (
      <EmptyState icon={GraduationCap} title={<Trans>Nobody is on the list of this run</Trans>}>
        <Trans>Add people in the register first. Then assess here what they can do.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <div class={styles.head}>
        <Choosing model={model} />
        {model.axis.value === 'person' && model.person.value && (
          <Button icon={ChartNoAxesColumn} href={`${here}/${model.person.value.person}`} wide>
            <Trans>Skills of this person</Trans>
          </Button>
        )}
        <AboutForm form={form} />
        {!model.canJudge.value && (
          <p class={styles.hint}>
            <Trans>This sign-in was ended: what was assessed can be read, and nothing can be added.</Trans>
          </p>
        )}
      </div>
      <p class={styles.counts} role="status">
        <Plural value={model.done.value} one="# assessed" other="# assessed" />
        {' | '}
        <Plural value={model.rows.value.length - model.done.value} one="# not yet" other="# not yet" />
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone */}
      <ul class={styles.list} role="list" aria-label={model.axis.value === 'skill' ? t`People` : t`Skills`}>
        {model.rows.value.map((row) => (
          <SkillLine key={row.key} model={model} row={row} />
        ))}
      </ul>
    </>
  )
}

function Choosing({ model }: { model: SkillsScreen }) {
  const { t } = useLingui()
  const item = model.item.value
  return (
    <>
      {model.forms.value.length > 1 && (
        <Select
          label={<Trans>Form</Trans>}
          value={model.form.value?.id ?? ''}
          onChange={model.chooseForm}
          options={model.forms.value.map(({ id, title }) => ({
            value: id,
            text: localText(title),
            lang: langOf(title),
          }))}
        />
      )}
      <Segmented<Moment>
        label={<Trans>When</Trans>}
        value={model.moment.value}
        onChange={model.chooseMoment}
        options={[
          { value: 'start', text: <Trans>At the start</Trans> },
          { value: 'end', text: <Trans>At the end</Trans> },
          { value: 'follow-up', text: <Trans>Later</Trans> },
        ]}
      />
      <Segmented<Axis>
        label={<Trans>How to go on</Trans>}
        hideLabel
        value={model.axis.value}
        onChange={(axis) => {
          model.axis.value = axis
        }}
        options={[
          { value: 'skill', text: <Trans>One skill of all</Trans> },
          { value: 'person', text: <Trans>All of one person</Trans> },
        ]}
      />
      {model.axis.value === 'skill' ? (
        item && (
          <Select
            label={<Trans>Skill</Trans>}
            hint={item.hint && <span lang={langOf(item.hint)}>{localText(item.hint)}</span>}
            value={item.id}
            onChange={model.chooseItem}
            options={model.items.value.map(({ id, text }) => ({
              value: id,
              text: localText(text),
              lang: langOf(text),
            }))}
          />
        )
      ) : (
        <Select
          label={<Trans>Person</Trans>}
          value={model.person.value?.person ?? ''}
          onChange={model.choosePerson}
          options={model.people.value.map(({ person, displayName }) => ({
            value: person as string,
            text: displayName || t`Person ${model.view.value?.numbers.get(person) ?? 0}`,
          }))}
        />
      )}
    </>
  )
}

/** What comes next, where the thumb is. */
function Bottom({ model, backHref }: { model: SkillsScreen; backHref: string }) {
  const { t } = useLingui()
  if (model.rows.value.length === 0) return null
  const next = model.next.value
  if (next === null) {
    return (
      <BottomBar>
        <Button variant="primary" icon={Check} href={backHref}>
          <Trans>Done</Trans>
        </Button>
      </BottomBar>
    )
  }
  const goOn = () => {
    model.goOn()
    document.getElementById('main')?.scrollIntoView()
  }
  return (
    <BottomBar>
      <Button variant="primary" icon={ArrowRight} onClick={goOn}>
        {'item' in next ? (
          <span lang={langOf(next.item.text)}>{localText(next.item.text)}</span>
        ) : (
          next.name || t`The next person`
        )}
      </Button>
    </BottomBar>
  )
}
