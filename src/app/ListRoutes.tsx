import { msg } from '@lingui/core/macro'
import { Route, Router } from 'preact-iso'
import type { GroupId } from '#domain/boards/board.ts'
import type { PersonId, RunId, SessionId } from '#domain/ids.ts'
import { lazyScreen } from './lazyScreen.tsx'
import { type Addresses, STAFF, STAFF_AND_OBSERVERS, screenOf, screensOf } from './screen.tsx'

const Participants = lazyScreen(
  'seldom',
  async () => (await import('#screens/shared/participants/Participants.tsx')).Participants,
)
const SheetPage = lazyScreen('seldom', async () => (await import('#screens/shared/print/SheetPage.tsx')).SheetPage)
const SkillsPage = lazyScreen('seldom', async () => (await import('#screens/field/skills/SkillsPage.tsx')).SkillsPage)
const SigningPage = lazyScreen(
  'seldom',
  async () => (await import('#screens/shared/signatures/SigningPage.tsx')).SigningPage,
)
const RecordPage = lazyScreen(
  'seldom',
  async () => (await import('#screens/field/skills/record/RecordPage.tsx')).RecordPage,
)
const RecordPrint = lazyScreen(
  'seldom',
  async () => (await import('#screens/field/skills/record/RecordPaper.tsx')).RecordPrint,
)
const GroupsPage = lazyScreen('seldom', async () => (await import('#screens/field/boards/GroupsPage.tsx')).GroupsPage)
const BoardPage = lazyScreen('seldom', async () => (await import('#screens/field/boards/BoardPage.tsx')).BoardPage)
const BoardsPrint = lazyScreen(
  'seldom',
  async () => (await import('#screens/field/boards/BoardsPaper.tsx')).BoardsPrint,
)
const SheetsPage = lazyScreen('seldom', async () => (await import('#screens/shared/print/SheetsPage.tsx')).SheetsPage)
const CardsPage = lazyScreen('seldom', async () => (await import('#screens/shared/print/CardsPage.tsx')).CardsPage)
const BadgesPage = lazyScreen('seldom', async () => (await import('#screens/shared/badges/BadgesPage.tsx')).BadgesPage)
const HistoryPage = lazyScreen(
  'seldom',
  async () => (await import('#screens/shared/history/HistoryPage.tsx')).HistoryPage,
)
const PersonHistoryPage = lazyScreen(
  'seldom',
  async () => (await import('#screens/shared/history/HistoryPage.tsx')).PersonHistoryPage,
)
const CloseDay = lazyScreen('field', async () => (await import('#screens/field/day/CloseDay.tsx')).CloseDay)
const Replan = lazyScreen('seldom', async () => (await import('#screens/field/replan/Replan.tsx')).Replan)
const Ready = lazyScreen('field', async () => (await import('#screens/field/day/Ready.tsx')).Ready)
const NotFound = lazyScreen('seldom', async () => (await import('#screens/shared/notFound/NotFound.tsx')).NotFound)

/** Whose each address about the people of a run is, and before and after a day in a room. */
export const LIST_ADDRESSES: Addresses = {
  '/runs/:run/codes': {
    whose: STAFF,
    title: msg`Codes for participants`,
    screen: ({ run = '' }) => <Participants key={run} run={run as RunId} backHref={`/office/runs/${run}`} />,
  },
  '/runs/:run/codes/:session': {
    whose: STAFF,
    title: msg`Codes for participants`,
    screen: ({ run = '', session }) => <Participants key={run} run={run as RunId} backHref={`/sessions/${session}`} />,
  },
  '/print/sheets/:session': {
    whose: STAFF_AND_OBSERVERS,
    title: msg`Attendance sheet`,
    screen: ({ session }) => <SheetPage key={session} session={session as SessionId} />,
  },
  '/skills/:run/:session': {
    whose: STAFF,
    title: msg`Assess skills`,
    screen: ({ run = '', session }) => <SkillsPage key={run} run={run as RunId} backHref={`/sessions/${session}`} />,
  },
  '/signatures/:session': {
    whose: STAFF,
    title: msg`Signatures`,
    screen: ({ session }) => <SigningPage key={session} session={session as SessionId} />,
  },
  '/skills/:run/:session/:person': {
    whose: STAFF,
    title: msg`Skills of one person`,
    screen: ({ run = '', session, person = '' }) => (
      <RecordPage key={person} run={run as RunId} person={person as PersonId} session={session as SessionId} />
    ),
  },
  '/runs/:run/skills/:person': {
    whose: STAFF,
    title: msg`Skills of one person`,
    screen: ({ run = '', person = '' }) => (
      <RecordPage key={person} run={run as RunId} person={person as PersonId} session={null} />
    ),
  },
  '/print/skills/:run/:person': {
    whose: STAFF,
    title: msg`Skills of one person`,
    screen: ({ run = '', person = '' }) => <RecordPrint key={person} run={run as RunId} person={person as PersonId} />,
  },
  '/print/runs/:run': {
    whose: STAFF_AND_OBSERVERS,
    title: msg`Attendance sheets`,
    screen: ({ run }) => <SheetsPage key={run} run={run as RunId} />,
  },
  '/print/cards/:run': {
    whose: STAFF,
    title: msg`Badges and name cards`,
    screen: ({ run }) => <CardsPage key={run} run={run as RunId} />,
  },
  '/history/:session': {
    whose: STAFF_AND_OBSERVERS,
    title: msg`History`,
    screen: ({ session }) => <HistoryPage key={session} session={session as SessionId} person={null} />,
  },
  '/history/:session/:person': {
    whose: STAFF_AND_OBSERVERS,
    title: msg`History`,
    screen: ({ session, person }) => (
      <HistoryPage key={`${session} ${person}`} session={session as SessionId} person={person as PersonId} />
    ),
  },
  '/runs/:run/history/:person': {
    whose: STAFF_AND_OBSERVERS,
    title: msg`History`,
    screen: ({ run, person }) => (
      <PersonHistoryPage key={`${run} ${person}`} run={run as RunId} person={person as PersonId} />
    ),
  },
  '/day/close': { whose: STAFF, title: msg`Close the day`, screen: () => <CloseDay /> },
  '/day/ready': { whose: STAFF, title: msg`Ready for the room?`, screen: () => <Ready session={null} /> },
  '/day/ready/:session': {
    whose: STAFF,
    title: msg`Ready for the room?`,
    screen: ({ session }) => <Ready key={session} session={session as SessionId} />,
  },
  '/day/change/:session': {
    whose: STAFF,
    title: msg`Change the session`,
    screen: ({ session }) => <Replan key={session} session={session as SessionId} />,
  },
  '/runs/:run/boards/:session': {
    whose: STAFF,
    title: msg`Group work`,
    screen: ({ run = '', session = '' }) => (
      <GroupsPage key={session} run={run as RunId} session={session as SessionId} />
    ),
  },
  '/runs/:run/boards/:session/:group': {
    whose: STAFF,
    title: msg`Group work`,
    screen: ({ run = '', session = '', group = '' }) => (
      <BoardPage key={group} run={run as RunId} session={session as SessionId} group={group as GroupId} />
    ),
  },
  '/print/boards/:run/:session': {
    whose: STAFF,
    title: msg`Report of the group work`,
    screen: ({ run = '', session = '' }) => (
      <BoardsPrint key={session} run={run as RunId} session={session as SessionId} />
    ),
  },
  '/runs/:run/badges': {
    whose: STAFF,
    title: msg`Badges`,
    screen: ({ run = '' }) => <BadgesPage key={run} run={run as RunId} backHref={`/office/runs/${run}`} />,
  },
  '/runs/:run/badges/:session': {
    whose: STAFF,
    title: msg`Badges`,
    screen: ({ run = '', session }) => <BadgesPage key={run} run={run as RunId} backHref={`/sessions/${session}`} />,
  },
}
const SCREENS = screensOf(LIST_ADDRESSES)
const NoSuchPage = screenOf({ whose: null, title: msg`No such page`, screen: () => <NotFound /> })

interface ListRoutesProps {
  /** What all addresses of these begin with, and the router has read already. */
  under: string
}

/** Asked for seldom, and never by participants. */
export function ListRoutes({ under }: ListRoutesProps) {
  return (
    <Router>
      {SCREENS.filter(({ path }) => path.startsWith(`${under}/`)).map(({ path, component }) => (
        <Route key={path} path={path.slice(under.length)} component={component} />
      ))}
      <Route default component={NoSuchPage} />
    </Router>
  )
}
