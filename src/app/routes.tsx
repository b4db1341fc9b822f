import { msg } from '@lingui/core/macro'
import { useEffect } from 'preact/hooks'
import { Route, Router, useLocation } from 'preact-iso'
import type { ModuleId, SessionId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { useApp } from '#screens/shared/services.ts'
import { lazyScreen } from './lazyScreen.tsx'
import { openedRoom } from './rooms.ts'
import {
  type Addresses,
  EVERYBODY,
  For,
  OFFICE,
  PARTICIPANTS,
  STAFF,
  STAFF_AND_OBSERVERS,
  screenOf,
  screensOf,
} from './screen.tsx'

// What somebody sees first comes with the first load; the others when first shown (the service worker has them).
const Today = lazyScreen(
  'field',
  async () => (await import('./today.ts')).Today,
  () => openedRoom('today')?.Today,
)
const Register = lazyScreen(
  'field',
  async () => (await import('./register.ts')).Register,
  () => openedRoom('register')?.Register,
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
const HandOver = lazyScreen('seldom', async () => (await import('#screens/shared/handOver/HandOver.tsx')).HandOver)
const BringIn = lazyScreen('seldom', async () => (await import('#screens/shared/bringIn/BringIn.tsx')).BringIn)
const Phone = lazyScreen('seldom', async () => (await import('#screens/shared/phone/Phone.tsx')).Phone)
const OtherPhone = lazyScreen(
  'seldom',
  async () => (await import('#screens/shared/otherPhone/OtherPhone.tsx')).OtherPhone,
)
const OwnBadgePage = lazyScreen(
  'seldom',
  async () => (await import('#screens/shared/badges/OwnBadgePage.tsx')).OwnBadgePage,
)
const SignIn = lazyScreen('seldom', async () => (await import('#screens/shared/signIn/SignIn.tsx')).SignIn)
const SetUp = lazyScreen('seldom', async () => (await import('#screens/shared/setUp/SetUp.tsx')).SetUp)
const NotFound = lazyScreen('seldom', async () => (await import('#screens/shared/notFound/NotFound.tsx')).NotFound)
const ListRoutes = lazyScreen('seldom', async () => (await import('./ListRoutes.tsx')).ListRoutes)
const OfficeRoutes = lazyScreen('office', async () => (await import('./OfficeRoutes.tsx')).OfficeRoutes)

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

/** Whose each address of the app is. Those of the office stand in `OfficeRoutes.tsx`, those about a run's people in
 *  `ListRoutes.tsx`. */
export const ADDRESSES: Addresses = {
  '/today': { whose: STAFF, title: msg`Today`, screen: () => <Today /> },
  '/start': { whose: STAFF, title: msg`Start a session now`, screen: () => <Start /> },
  '/sessions': { whose: STAFF, title: msg`Sessions`, screen: () => <Sessions /> },
  '/sessions/:session': {
    whose: STAFF,
    title: msg`Attendance register`,
    screen: ({ session }) => <Register key={session} session={session as SessionId} />,
  },
  '/me': { whose: PARTICIPANTS, title: msg`Home`, screen: () => <Me /> },
  '/me/record': { whose: PARTICIPANTS, title: msg`My attendance`, screen: () => <MyRecord /> },
  '/me/readers': { whose: PARTICIPANTS, title: msg`Who sees what about me`, screen: () => <Readers /> },
  '/me/badge': { whose: PARTICIPANTS, title: msg`My badge`, screen: () => <OwnBadgePage /> },
  '/learn': { whose: EVERYBODY, title: msg`Learn`, screen: () => <Library /> },
  '/learn/:module': {
    whose: EVERYBODY,
    title: msg`Learning module`,
    screen: ({ module }) => <ModulePage key={module} module={module as ModuleId} />,
  },
  '/learn/:module/:lesson': {
    whose: EVERYBODY,
    title: msg`Lesson`,
    screen: ({ module, lesson = '' }) => <LessonPage module={module as ModuleId} lesson={lesson} />,
  },
  '/waiting': { whose: EVERYBODY, title: msg`Saved and sent`, screen: () => <Waiting /> },
  '/waiting/hand-over': { whose: EVERYBODY, title: msg`Hand over your work`, screen: () => <HandOver /> },
  '/phone/bring-in': { whose: EVERYBODY, title: msg`Bring in carried work`, screen: () => <BringIn /> },
  '/phone': { whose: null, title: msg`This phone`, screen: () => <Phone /> },
  '/phone/another': { whose: EVERYBODY, title: msg`Teren on another phone`, screen: () => <OtherPhone /> },
  '/sign-in': { whose: null, title: msg`Sign in`, screen: () => <SignIn /> },
  '/set-up': { whose: null, title: msg`Set up your hub`, screen: () => <SetUp /> },
}
const SCREENS = screensOf(ADDRESSES)
const NoSuchPage = screenOf({ whose: null, title: msg`No such page`, screen: () => <NotFound /> })

const Office = () => (
  <For whose={OFFICE}>
    <OfficeRoutes />
  </For>
)

const Lists = ['/runs', '/print', '/signatures', '/skills', '/history', '/day'].map((under) => ({
  path: `${under}/*`,
  component: () => (
    <For whose={STAFF_AND_OBSERVERS}>
      <ListRoutes under={under} />
    </For>
  ),
}))

/** Every address of the app. */
export function Routes() {
  return (
    <Router>
      <Route path="/" component={First} />
      {[...SCREENS, ...Lists].map(({ path, component }) => (
        <Route key={path} path={path} component={component} />
      ))}
      <Route path="/office" component={Office} />
      <Route path="/office/*" component={Office} />
      <Route default component={NoSuchPage} />
    </Router>
  )
}
