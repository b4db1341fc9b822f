import { msg } from '@lingui/core/macro'
import { Route, Router } from 'preact-iso'
import type { RunId, SessionId } from '#domain/ids.ts'
import { CoursePage } from '#screens/office/course/CoursePage.tsx'
import { Missed } from '#screens/office/Missed.tsx'
import { Office } from '#screens/office/Office.tsx'
import { PeoplePage } from '#screens/office/people/PeoplePage.tsx'
import { ProgrammePage } from '#screens/office/programme/ProgrammePage.tsx'
import { Run } from '#screens/office/Run.tsx'
import { RunFormPage } from '#screens/office/run/RunFormPage.tsx'
import { SessionDetail } from '#screens/office/SessionDetail.tsx'
import { SessionFormPage } from '#screens/office/session/SessionFormPage.tsx'
import { TeamPage } from '#screens/office/team/TeamPage.tsx'
import { lazyScreen } from './lazyScreen.tsx'
import { open, seated } from './screen.tsx'

const NotFound = lazyScreen('seldom', async () => (await import('#screens/shared/notFound/NotFound.tsx')).NotFound)

const SCREENS = {
  office: seated(msg`Programmes`, () => <Office />),
  missed: seated(msg`Nothing recorded`, () => <Missed />),
  sessionDetail: seated(msg`Session`, ({ session }) => <SessionDetail key={session} session={session as SessionId} />),
  newProgramme: seated(msg`New programme`, () => <ProgrammePage />),
  programme: seated(msg`Programme`, ({ programme = '' }) => <ProgrammePage key={programme} programme={programme} />),
  newCourse: seated(msg`New course`, () => <CoursePage />),
  course: seated(msg`Course`, ({ course = '' }) => <CoursePage key={course} course={course} />),
  newRun: seated(msg`New run`, () => <RunFormPage kind="new" />),
  run: seated(msg`Run`, ({ run }) => <Run key={run} run={run as RunId} />),
  editRun: seated(msg`Change the run`, ({ run = '' }) => <RunFormPage kind="edit" run={run} />),
  placeRun: seated(msg`Place this run`, ({ run = '' }) => <RunFormPage kind="place" run={run} />),
  newSession: seated(msg`Plan sessions`, ({ run = '' }) => <SessionFormPage run={run} />),
  editSession: seated(msg`Change the session`, ({ run = '', session = '' }) => (
    <SessionFormPage run={run} session={session} />
  )),
  people: seated(msg`People`, ({ run = '' }) => <PeoplePage run={run} what="list" />),
  addPeople: seated(msg`Add people`, ({ run = '' }) => <PeoplePage run={run} what="add" />),
  person: seated(msg`Person`, ({ run = '', person = '' }) => <PeoplePage run={run} what={{ person }} />),
  team: seated(msg`Team`, () => <TeamPage what="list" />),
  newMember: seated(msg`Add to the team`, () => <TeamPage what="new" />),
  member: seated(msg`A member`, ({ member = '' }) => <TeamPage what={{ member }} />),
  notFound: open(msg`No such page`, () => <NotFound />),
}

/** Every address below `/office`: a chunk of its own, for those who work there. */
export function OfficeRoutes() {
  return (
    <Router>
      <Route path="/" component={SCREENS.office} />
      <Route path="/missed" component={SCREENS.missed} />
      <Route path="/sessions/:session" component={SCREENS.sessionDetail} />
      <Route path="/programmes/new" component={SCREENS.newProgramme} />
      <Route path="/programmes/:programme" component={SCREENS.programme} />
      <Route path="/courses/new" component={SCREENS.newCourse} />
      <Route path="/courses/:course" component={SCREENS.course} />
      <Route path="/runs/new" component={SCREENS.newRun} />
      <Route path="/runs/:run" component={SCREENS.run} />
      <Route path="/runs/:run/edit" component={SCREENS.editRun} />
      <Route path="/runs/:run/place" component={SCREENS.placeRun} />
      <Route path="/runs/:run/sessions/new" component={SCREENS.newSession} />
      <Route path="/runs/:run/sessions/:session" component={SCREENS.editSession} />
      <Route path="/runs/:run/people" component={SCREENS.people} />
      <Route path="/runs/:run/people/add" component={SCREENS.addPeople} />
      <Route path="/runs/:run/people/:person" component={SCREENS.person} />
      <Route path="/team" component={SCREENS.team} />
      <Route path="/team/new" component={SCREENS.newMember} />
      <Route path="/team/:member" component={SCREENS.member} />
      <Route default component={SCREENS.notFound} />
    </Router>
  )
}
