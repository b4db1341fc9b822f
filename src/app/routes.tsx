import { msg } from '@lingui/core/macro'
import { useEffect } from 'preact/hooks'
import { Route, Router, useLocation } from 'preact-iso'
import type { ModuleId, SessionId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { useApp } from '#screens/shared/services.ts'
import { lazyScreen } from './lazyScreen.tsx'
import { openedRoom } from './rooms.ts'
import { open, seated } from './screen.tsx'

// What somebody sees first comes with the first load; the others when first shown (the service worker has them).
const Today = lazyScreen(
  'field',
  async () => (await import('./field.ts')).Today,
  () => openedRoom('field')?.Today,
)
const Register = lazyScreen(
  'field',
  async () => (await import('./field.ts')).Register,
  () => openedRoom('field')?.Register,
)
const Me = lazyScreen(
  'learning',
  async () => (await import('./learning.ts')).Me,
  () => openedRoom('learning')?.Me,
)
const MyRecord = lazyScreen(
  'learning',
  async () => (await import('./learning.ts')).Record,
  () => openedRoom('learning')?.Record,
)
const Library = lazyScreen('learning', async () => (await import('#screens/learning/library/Library.tsx')).Library)
const ModulePage = lazyScreen(
  'learning',
  async () => (await import('#screens/learning/module/ModulePage.tsx')).ModulePage,
)
const LessonPage = lazyScreen(
  'learning',
  async () => (await import('./reading.ts')).LessonPage,
  () => openedRoom('reading')?.LessonPage,
)
const Readers = lazyScreen('seldom', async () => (await import('#screens/shared/readers/Readers.tsx')).Readers)
const Start = lazyScreen('seldom', async () => (await import('#screens/field/start/Start.tsx')).Start)
const Sessions = lazyScreen('field', async () => (await import('#screens/field/sessions/Sessions.tsx')).Sessions)
const Waiting = lazyScreen('seldom', async () => (await import('#screens/shared/waiting/Waiting.tsx')).Waiting)
const Phone = lazyScreen('seldom', async () => (await import('#screens/shared/phone/Phone.tsx')).Phone)
const SignIn = lazyScreen('seldom', async () => (await import('#screens/shared/signIn/SignIn.tsx')).SignIn)
const SetUp = lazyScreen('seldom', async () => (await import('#screens/shared/setUp/SetUp.tsx')).SetUp)
const NotFound = lazyScreen('seldom', async () => (await import('#screens/shared/notFound/NotFound.tsx')).NotFound)
const Office = lazyScreen('office', async () => (await import('./OfficeRoutes.tsx')).OfficeRoutes)

const FIRST_PAGES: Record<Role, string> = {
  trainer: '/today',
  coordinator: '/office',
  observer: '/office',
  participant: '/me',
}

/** The first page of whoever is on screen. */
function First() {
  const { device } = useApp()
  const { route } = useLocation()
  const role = device.seat.value?.info.value.role
  const page = role === undefined ? '/sign-in' : FIRST_PAGES[role]
  useEffect(() => {
    route(page, true)
  }, [route, page])
  return null
}

const SCREENS = {
  today: seated(msg`Today`, () => <Today />),
  start: seated(msg`Start a session now`, () => <Start />),
  sessions: seated(msg`Sessions`, () => <Sessions />),
  register: seated(msg`Attendance register`, ({ session }) => (
    <Register key={session} session={session as SessionId} />
  )),
  me: seated(msg`Home`, () => <Me />),
  myRecord: seated(msg`My attendance`, () => <MyRecord />),
  readers: seated(msg`Who sees what about me`, () => <Readers />),
  library: seated(msg`Learn`, () => <Library />),
  module: seated(msg`Learning module`, ({ module }) => <ModulePage key={module} module={module as ModuleId} />),
  lesson: seated(msg`Lesson`, ({ module, lesson = '' }) => <LessonPage module={module as ModuleId} lesson={lesson} />),
  waiting: seated(msg`Saved and sent`, () => <Waiting />),
  phone: open(msg`This phone`, () => <Phone />),
  signIn: open(msg`Sign in`, () => <SignIn />),
  setUp: open(msg`Set up your hub`, () => <SetUp />),
  notFound: open(msg`No such page`, () => <NotFound />),
}

/** Every address of the app; those of the office stand in `OfficeRoutes.tsx`. */
export function Routes() {
  return (
    <Router>
      <Route path="/" component={First} />
      <Route path="/today" component={SCREENS.today} />
      <Route path="/start" component={SCREENS.start} />
      <Route path="/sessions" component={SCREENS.sessions} />
      <Route path="/sessions/:session" component={SCREENS.register} />
      <Route path="/me" component={SCREENS.me} />
      <Route path="/me/record" component={SCREENS.myRecord} />
      <Route path="/me/readers" component={SCREENS.readers} />
      <Route path="/learn" component={SCREENS.library} />
      <Route path="/learn/:module" component={SCREENS.module} />
      <Route path="/learn/:module/:lesson" component={SCREENS.lesson} />
      <Route path="/waiting" component={SCREENS.waiting} />
      <Route path="/phone" component={SCREENS.phone} />
      <Route path="/sign-in" component={SCREENS.signIn} />
      <Route path="/set-up" component={SCREENS.setUp} />
      <Route path="/office" component={Office} />
      <Route path="/office/*" component={Office} />
      <Route default component={SCREENS.notFound} />
    </Router>
  )
}
