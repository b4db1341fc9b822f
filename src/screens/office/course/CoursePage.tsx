import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Form } from '#screens/shared/form/Form.tsx'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { ProgrammeRow, Seat } from '#store/api.ts'
import type { CourseRow, Office } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { ActivitySelect } from '../forms/ActivitySelect.tsx'
import styles from '../forms/FormDesk.module.css'
import { FormDesk } from '../forms/FormDesk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { CatalogueModel } from '../run/catalogue.model.ts'
import { SaveOrCancel } from '../SaveOrCancel.tsx'
import { CourseFields } from './CourseFields.tsx'
import { CourseFormModel } from './courseForm.model.ts'
import { ownKinds } from './ownKinds.ts'

interface CoursePageProps {
  /** Without one: a new course of the programme that the address names. */
  course?: string
}

/** A course of the catalogue that is made or changed. */
export function CoursePage({ course }: CoursePageProps) {
  const seat = useApp().device.seat.value
  const { query } = useLocation()
  if (!seat) return <NobodySignedIn />
  return (
    <FormDesk
      seat={seat}
      backHref={query.programme ? `/office/programmes/${query.programme}` : '/office'}
      title={course === undefined ? <Trans>New course</Trans> : <Trans>Course</Trans>}
    >
      {(office) => <CourseOf key={course ?? 'new'} seat={seat} office={office} id={course} of={query.programme} />}
    </FormDesk>
  )
}

interface CourseOfProps {
  seat: Seat
  office: Office
  id: string | undefined
  of: string | undefined
}

function CourseOf({ seat, office, id, of }: CourseOfProps) {
  const catalogue = useModel(() => new CatalogueModel(seat, office))
  const found = catalogue.view.value
  if (found === null) return <Skeleton shape="rows" count={4} />
  const course = found.courses.find((row) => row.course === id)
  const programme = found.programmes.find((row) => row.programme === (course?.programme ?? of))
  if (!programme || (id !== undefined && !course)) return <NotOnThisDevice filling={seat.connection.value.filling} />
  return <FormOf office={office} course={course ?? null} programme={programme} kinds={ownKinds(found.courses)} />
}

interface FormOfProps {
  office: Office
  course: CourseRow | null
  programme: ProgrammeRow
  kinds: string[]
}

function FormOf({ office, course, programme, kinds }: FormOfProps) {
  const { route } = useLocation()
  const draft = useKeptDraft('course', course?.course ?? `new ${programme.programme}`)
  const model = useModel(() => new CourseFormModel({ office, draft, course, programme }))
  const back = `/office/programmes/${programme.programme}`
  async function save() {
    if (await model.save()) route(back)
  }
  return (
    <Form
      saving={model.saving}
      onSubmit={() => void save()}
      actions={
        <SaveOrCancel model={model} cancelHref={back}>
          <Trans>Save the course</Trans>
        </SaveOrCancel>
      }
    >
      <p class={styles.about}>{localText(programme.title)}</p>
      <CourseFields model={model.fields} ownKinds={kinds} />
      <ActivitySelect
        programme={programme}
        value={model.activity.value}
        onChange={(activity) => {
          model.activity.value = activity
        }}
      />
    </Form>
  )
}
