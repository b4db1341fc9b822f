import { msg } from '@lingui/core/macro'
import { Route, Router } from 'preact-iso'
import type { ModuleId, RunId, SessionId } from '#domain/ids.ts'
import { CoursePage } from '#screens/office/course/CoursePage.tsx'
import { ErasuresPage } from '#screens/office/erasures/ErasuresPage.tsx'
import { Missed } from '#screens/office/Missed.tsx'
import { ModulesPage } from '#screens/office/modules/ModulesPage.tsx'
import { Office } from '#screens/office/Office.tsx'
import { PeoplePage } from '#screens/office/people/PeoplePage.tsx'
import { ProgrammePage } from '#screens/office/programme/ProgrammePage.tsx'
import { Run } from '#screens/office/Run.tsx'
import { RunFormPage } from '#screens/office/run/RunFormPage.tsx'
import { SessionDetail } from '#screens/office/SessionDetail.tsx'
import { SafekeepingPage } from '#screens/office/safekeeping/SafekeepingPage.tsx'
import { SessionFormPage } from '#screens/office/session/SessionFormPage.tsx'
import { StatePage } from '#screens/office/state/StatePage.tsx'
import { OwnStatusesPage } from '#screens/office/statuses/OwnStatusesPage.tsx'
import { TeamPage } from '#screens/office/team/TeamPage.tsx'
import { lazyScreen } from './lazyScreen.tsx'
import { type Addresses, COORDINATORS, OFFICE, screenOf, screensOf } from './screen.tsx'

// Seldom there is any; and it is told in words that are not the office's.
const RescuedPage = lazyScreen(
  'seldom',
  async () => (await import('#screens/office/rescued/RescuedPage.tsx')).RescuedPage,
)
const ChangePage = lazyScreen('office', async () => (await import('#screens/office/change/ChangePage.tsx')).ChangePage)
const NotFound = lazyScreen('seldom', async () => (await import('#screens/shared/notFound/NotFound.tsx')).NotFound)

/** Whose each address below `/office` is. */
export const OFFICE_ADDRESSES: Addresses = {
  '/': { whose: OFFICE, title: msg`Programmes`, screen: () => <Office /> },
  '/missed': { whose: OFFICE, title: msg`Nothing recorded`, screen: () => <Missed /> },
  '/modules': { whose: COORDINATORS, title: msg`Learning modules`, screen: () => <ModulesPage module={null} /> },
  '/modules/:module': {
    whose: COORDINATORS,
    title: msg`Learning module`,
    screen: ({ module }) => <ModulesPage module={module as ModuleId} />,
  },
  '/rescued': { whose: COORDINATORS, title: msg`Rescued work`, screen: () => <RescuedPage /> },
  '/safekeeping': { whose: COORDINATORS, title: msg`Safekeeping`, screen: () => <SafekeepingPage /> },
  '/sessions/:session': {
    whose: OFFICE,
    title: msg`Session`,
    screen: ({ session }) => <SessionDetail key={session} session={session as SessionId} />,
  },
  '/programmes/new': { whose: COORDINATORS, title: msg`New programme`, screen: () => <ProgrammePage /> },
  '/programmes/:programme': {
    whose: COORDINATORS,
    title: msg`Programme`,
    screen: ({ programme = '' }) => <ProgrammePage key={programme} programme={programme} />,
  },
  '/courses/new': { whose: COORDINATORS, title: msg`New course`, screen: () => <CoursePage /> },
  '/courses/:course': {
    whose: COORDINATORS,
    title: msg`Course`,
    screen: ({ course = '' }) => <CoursePage key={course} course={course} />,
  },
  '/runs/new': { whose: COORDINATORS, title: msg`New run`, screen: () => <RunFormPage kind="new" /> },
  '/runs/:run': { whose: OFFICE, title: msg`Run`, screen: ({ run }) => <Run key={run} run={run as RunId} /> },
  '/runs/:run/change': {
    whose: OFFICE,
    title: msg`What changed`,
    screen: ({ run }) => <ChangePage key={run} run={run as RunId} />,
  },
  '/runs/:run/edit': {
    whose: COORDINATORS,
    title: msg`Change the run`,
    screen: ({ run = '' }) => <RunFormPage kind="edit" run={run} />,
  },
  '/runs/:run/place': {
    whose: COORDINATORS,
    title: msg`Place this run`,
    screen: ({ run = '' }) => <RunFormPage kind="place" run={run} />,
  },
  '/runs/:run/sessions/new': {
    whose: COORDINATORS,
    title: msg`Plan sessions`,
    screen: ({ run = '' }) => <SessionFormPage run={run} />,
  },
  '/runs/:run/sessions/:session': {
    whose: COORDINATORS,
    title: msg`Change the session`,
    screen: ({ run = '', session = '' }) => <SessionFormPage run={run} session={session} />,
  },
  '/runs/:run/people': {
    whose: OFFICE,
    title: msg`People`,
    screen: ({ run = '' }) => <PeoplePage run={run} what="list" />,
  },
  '/runs/:run/people/add': {
    whose: COORDINATORS,
    title: msg`Add people`,
    screen: ({ run = '' }) => <PeoplePage run={run} what="add" />,
  },
  '/runs/:run/people/:person': {
    whose: COORDINATORS,
    title: msg`Person`,
    screen: ({ run = '', person = '' }) => <PeoplePage run={run} what={{ person }} />,
  },
  '/state': { whose: COORDINATORS, title: msg`State of the hub`, screen: () => <StatePage page="list" /> },
  '/state/phones': { whose: COORDINATORS, title: msg`Phones`, screen: () => <StatePage page="detail" /> },
  '/statuses': { whose: COORDINATORS, title: msg`Own statuses`, screen: () => <OwnStatusesPage /> },
  '/erasures': {
    whose: COORDINATORS,
    title: msg`Decisions about erasing`,
    screen: () => <ErasuresPage person={null} />,
  },
  '/erasures/:person': {
    whose: COORDINATORS,
    title: msg`Erase somebody’s data`,
    screen: ({ person = '' }) => <ErasuresPage person={person} />,
  },
  '/team': { whose: COORDINATORS, title: msg`Team`, screen: () => <TeamPage what="list" /> },
  '/team/new': { whose: COORDINATORS, title: msg`Add to the team`, screen: () => <TeamPage what="new" /> },
  '/team/:member': {
    whose: COORDINATORS,
    title: msg`A member`,
    screen: ({ member = '' }) => <TeamPage what={{ member }} />,
  },
}
const SCREENS = screensOf(OFFICE_ADDRESSES)
const NoSuchPage = screenOf({ whose: null, title: msg`No such page`, screen: () => <NotFound /> })

/** Every address below `/office`: a chunk of its own, for those who work there. */
export function OfficeRoutes() {
  return (
    <Router>
      {SCREENS.map(({ path, component }) => (
        <Route key={path} path={path} component={component} />
      ))}
      <Route default component={NoSuchPage} />
    </Router>
  )
}
