import { Trans, useLingui } from '@lingui/react/macro'
import { Form, Group } from '#screens/shared/form/Form.tsx'
import type { ProgrammeRow } from '#store/api.ts'
import type { CourseRow, TeamRow } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Choices } from '#ui/Choices.tsx'
import { Field } from '#ui/Field.tsx'
import { Select } from '#ui/Select.tsx'
import { CourseFields } from '../course/CourseFields.tsx'
import { ownKinds } from '../course/ownKinds.ts'
import { ActivitySelect } from '../forms/ActivitySelect.tsx'
import styles from '../forms/FormDesk.module.css'
import { TitleField } from '../forms/TitleField.tsx'
import { SaveOrCancel } from '../SaveOrCancel.tsx'
import { SessionFields } from '../session/SessionFields.tsx'
import type { SessionFieldsScreen } from '../session/sessionFields.model.ts'
import { A_NEW_ONE, NOT_CHOSEN, type RunForm as RunFormScreen } from './runForm.model.ts'

interface RunFormProps {
  model: RunFormScreen
  programmes: readonly ProgrammeRow[]
  courses: readonly CourseRow[]
  team: readonly TeamRow[]
  now: number
  /** Of a run that is made: its first session. */
  session: SessionFieldsScreen | null
  /** It stays where it is. */
  isPlaced: boolean
  /** The run that is there already. */
  about?: string
  submit: string
  cancelHref: string
  onSaved: () => void
}

/** What a run is a run of, and when it begins. */
export function RunForm(props: RunFormProps) {
  const { model, programmes, courses, team, now, session, isPlaced, submit, cancelHref, onSaved, about } = props
  async function save() {
    if (await model.save(team)) onSaved()
  }
  return (
    <Form
      saving={model.saving}
      onSubmit={() => void save()}
      actions={
        <SaveOrCancel model={model} cancelHref={cancelHref}>
          {submit}
        </SaveOrCancel>
      }
    >
      {about && <p class={styles.about}>{about}</p>}
      {!isPlaced && (
        <Group title={programmes.length === 0 && <Trans>Programme</Trans>}>
          <ProgrammeChoice {...props} />
        </Group>
      )}
      <Group title={model.choices.value.length === 0 && <Trans>Course</Trans>}>
        <CourseChoice model={model} courses={courses} />
      </Group>
      {session && (
        <Group title={<Trans>First session</Trans>}>
          <Choices
            label={<Trans>First session</Trans>}
            hideLabel
            options={[{ value: 'undated', text: <Trans>The dates are not known yet</Trans> }]}
            chosen={{ several: model.isUndated.value ? ['undated'] : [] }}
            onChange={() => {
              model.isUndated.value = !model.isUndated.peek()
            }}
          />
          {!model.isUndated.value && <SessionFields model={session} team={team} now={now} canRepeat />}
        </Group>
      )}
    </Form>
  )
}

function ProgrammeChoice({ model, programmes }: RunFormProps) {
  const { t } = useLingui()
  const chosen = model.programme.value
  return (
    <>
      {programmes.length > 0 && (
        <Select
          label={<Trans>Programme</Trans>}
          value={chosen}
          onChange={model.chooseProgramme}
          options={[
            ...(chosen === NOT_CHOSEN ? [{ value: NOT_CHOSEN, text: t`Choose one …` }] : []),
            ...programmes.map(({ programme, title }) => ({ value: programme as string, text: localText(title) })),
            { value: A_NEW_ONE, text: t`A new programme …` },
          ]}
          error={model.isProgrammeMissing.value && <Trans>Choose the programme that pays for it.</Trans>}
        />
      )}
      {chosen === A_NEW_ONE && (
        <>
          <TitleField
            model={model.programmeTitle}
            label={<Trans>Title of the programme</Trans>}
            hint={<Trans>The funded project, as in the grant agreement or as you call it</Trans>}
          />
          <Field
            label={<Trans>Registration number, if there is one</Trans>}
            value={model.registrationNumber.value}
            onInput={(text) => {
              model.registrationNumber.value = text
            }}
            maxLength={100}
            spellcheck={false}
          />
        </>
      )}
    </>
  )
}

function CourseChoice({ model, courses }: Pick<RunFormProps, 'model' | 'courses'>) {
  const { t } = useLingui()
  const chosen = model.course.value
  const choices = model.choices.value
  const programme = model.chosenProgramme.value
  return (
    <>
      {choices.length > 0 && (
        <Select
          label={<Trans>Course</Trans>}
          value={chosen}
          onChange={model.chooseCourse}
          options={[
            ...(chosen === NOT_CHOSEN ? [{ value: NOT_CHOSEN, text: t`Choose one …` }] : []),
            ...choices.map(({ course, title }) => ({ value: course as string, text: localText(title) })),
            { value: A_NEW_ONE, text: t`A new course …` },
          ]}
          error={model.isCourseMissing.value && <Trans>Choose what is taught.</Trans>}
        />
      )}
      {chosen === A_NEW_ONE && <CourseFields model={model.courseFields} ownKinds={ownKinds(courses)} />}
      {programme && (
        <ActivitySelect
          programme={programme}
          value={model.activity.value}
          onChange={(activity) => {
            model.activity.value = activity
          }}
        />
      )}
      {model.number.value !== '' && (
        <Field
          label={<Trans>Which run of the course</Trans>}
          inputMode="numeric"
          value={model.number.value}
          onInput={(text) => {
            model.number.value = text
          }}
          maxLength={4}
          error={model.isNumberWrong.value && <Trans>Write a number: 1, 2 …</Trans>}
        />
      )}
    </>
  )
}
