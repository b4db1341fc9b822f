import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { type ComponentChildren, Fragment, type VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { Route, Router, useLocation } from 'preact-iso'
import type { ModuleId, RunId, SessionId } from '#domain/ids.ts'
import type { Role } from '#domain/roles.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { Boundary } from './Boundary.tsx'
import { lazyScreen } from './lazyScreen.tsx'
import { openedRoom } from './rooms.ts'

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
const Sessions = lazyScreen('field', async () => (await import('#screens/field/sessions/Sessions.tsx')).Sessions)
const Waiting = lazyScreen('seldom', async () => (await import('#screens/shared/waiting/Waiting.tsx')).Waiting)
const Phone = lazyScreen('seldom', async () => (await import('#screens/shared/phone/Phone.tsx')).Phone)
const SignIn = lazyScreen('seldom', async () => (await import('#screens/shared/signIn/SignIn.tsx')).SignIn)
const SetUp = lazyScreen('seldom', async () => (await import('#screens/shared/setUp/SetUp.tsx')).SetUp)
const NotFound = lazyScreen('seldom', async () => (await import('#screens/shared/notFound/NotFound.tsx')).NotFound)
const Office = lazyScreen('office', async () => (await import('#screens/office/Office.tsx')).Office)
const Run = lazyScreen('office', async () => (await import('#screens/office/Run.tsx')).Run)
const SessionDetail = lazyScreen(
  'office',
  async () => (await import('#screens/office/SessionDetail.tsx')).SessionDetail,
)
const Missed = lazyScreen('office', async () => (await import('#screens/office/Missed.tsx')).Missed)

interface TitledProps {
  title: MessageDescriptor
  children: ComponentChildren
}

function Titled({ title, children }: TitledProps) {
  const { i18n } = useLingui()
  const text = i18n._(title)
  useEffect(() => {
    document.title = `${text} · Teren`
  }, [text])
  return <>{children}</>
}

/** Another person's screens are other screens: nothing of the one before stays in them. */
function Seated({ children }: { children: ComponentChildren }) {
  const seat = useApp().device.seat.value
  return seat ? <Fragment key={seat.info.value.member}>{children}</Fragment> : <NobodySignedIn />
}

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

interface Params {
  session?: string
  run?: string
  module?: string
  lesson?: string
}

const open = (title: MessageDescriptor, screen: (params: Params) => VNode) =>
  function OpenScreen(params: Params) {
    return (
      <Titled title={title}>
        <Boundary>{screen(params)}</Boundary>
      </Titled>
    )
  }

const seated = (title: MessageDescriptor, screen: (params: Params) => VNode) =>
  open(title, (params) => <Seated>{screen(params)}</Seated>)

const SCREENS = {
  today: seated(msg`Today`, () => <Today />),
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
  office: seated(msg`Programmes`, () => <Office />),
  run: seated(msg`Run`, ({ run }) => <Run key={run} run={run as RunId} />),
  sessionDetail: seated(msg`Session`, ({ session }) => <SessionDetail key={session} session={session as SessionId} />),
  missed: seated(msg`Nothing recorded`, () => <Missed />),
  notFound: open(msg`No such page`, () => <NotFound />),
}

/** Every address of the app. */
export function Routes() {
  return (
    <Router>
      <Route path="/" component={First} />
      <Route path="/today" component={SCREENS.today} />
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
      <Route path="/office" component={SCREENS.office} />
      <Route path="/office/runs/:run" component={SCREENS.run} />
      <Route path="/office/sessions/:session" component={SCREENS.sessionDetail} />
      <Route path="/office/missed" component={SCREENS.missed} />
      <Route default component={SCREENS.notFound} />
    </Router>
  )
}
