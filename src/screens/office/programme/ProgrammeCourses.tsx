import { Trans, useLingui } from '@lingui/react/macro'
import { kindWords } from '#screens/shared/words/kinds.ts'
import type { CourseRow } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Button } from '#ui/Button.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import styles from './ProgrammeForm.module.css'

interface ProgrammeCoursesProps {
  programme: string
  courses: CourseRow[]
}

/** The programme's part of the catalogue. */
export function ProgrammeCourses({ programme, courses }: ProgrammeCoursesProps) {
  const { i18n } = useLingui()
  return (
    <section class={styles.courses}>
      <div class={styles.coursesHead}>
        <h2 class={styles.coursesTitle}>
          <Trans>Courses</Trans>
        </h2>
        <Button href={`/office/courses/new?programme=${programme}`}>
          <Trans>New course</Trans>
        </Button>
      </div>
      {courses.length === 0 ? (
        <p class={styles.hint}>
          <Trans>None yet. A course is also made together with its first run.</Trans>
        </p>
      ) : (
        <List>
          {courses.map(({ course, title, kind }) => {
            const words = kindWords(kind)
            return (
              <ListRow key={course} href={`/office/courses/${course}`} detail={words ? i18n._(words) : kind}>
                {localText(title)}
              </ListRow>
            )
          })}
        </List>
      )}
    </section>
  )
}
