import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

const TESTS = '**/*.test.*'
/** The trainer's day. */
const FIELD = ['src/screens/field']
/** What participants open. */
const LEARNING = ['src/screens/learning']
const OFFICE = ['src/app/OfficeRoutes.tsx', 'src/screens/office', 'src/screens/shared/words/kinds.ts'].concat(
  'src/screens/shared/signatures/SignatureMark.tsx',
  'src/screens/shared/fieldChange',
)
/** What a trainer opens seldom. */
const SELDOM = [
  ...[
    'badges',
    'bringIn',
    'codes',
    'erased',
    'handOver',
    'history',
    'insecure',
    'lost',
    'notFound',
    'notYours',
    'otherPhone',
    'participants',
  ],
  ...['fieldChange', 'pasted', 'phone', 'preparing', 'print', 'readers', 'setUp', 'signatures', 'signIn', 'waiting'],
  ...['update/NewsList.tsx', 'update/UpdateSheet.tsx'],
  ...['words/ChangeText.tsx', 'words/refusals.ts', 'words/roles.ts', 'words/signInRefusals.ts'],
]
  .map((path) => `src/screens/shared/${path}`)
  .concat('src/app/ListRoutes.tsx')
/** What lies over the register, when it is opened, and who else has it open. */
const SHEETS = [
  ...[
    'ChangedNote',
    'ClassBookSheet',
    'MarkSheet',
    'MoreSheet',
    'NotHeldSheet',
    'Presence',
    'RecordList',
    'SubmitSheet',
    'TimePairs',
    'WalkInSheet',
  ],
  ...['hand/AwakeRow', 'hand/ListTools', 'hand/SeveralSheet', 'hand/StepsSheet'],
  ...['scan/CameraNote', 'scan/ScannedCard', 'scan/ScanSheet'],
].map((name) => `src/screens/field/register/${name}.tsx`)
/** A session on the spot. */
const START = ['src/screens/field/start']
/** What people can do. */
const SKILLS = ['src/screens/field/skills']
/** Group work. */
const BOARDS = ['src/screens/field/boards']
/** Before and after a day in a room, and where it goes otherwise than planned. */
const DAY = ['src/screens/field/day', 'src/screens/field/replan']

/** `messages` comes with every first screen; `field` and `learning` with it where it is theirs; the others when one of their screens is opened (`src/text/i18n.tsx`). */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'cs', 'bg', 'lv', 'pl'],
  catalogs: [
    {
      path: 'locales/{locale}/messages',
      include: ['src'],
      exclude: [TESTS, ...FIELD, ...LEARNING, ...OFFICE, ...SELDOM, ...SHEETS],
    },
    {
      path: 'locales/{locale}/field',
      include: FIELD,
      exclude: [TESTS, ...SHEETS, ...START, ...SKILLS, ...BOARDS, ...DAY],
    },
    { path: 'locales/{locale}/learning', include: LEARNING, exclude: [TESTS] },
    { path: 'locales/{locale}/office', include: OFFICE, exclude: [TESTS] },
    {
      path: 'locales/{locale}/seldom',
      include: [...SELDOM, ...SHEETS, ...START, ...SKILLS, ...BOARDS, ...DAY],
      exclude: [TESTS],
    },
  ],
  // Which file uses a text helps the translator; which line would make every catalog stale at every edit.
  format: formatter({ lineNumbers: false }),
  runtimeConfigModule: {
    Trans: ['#text/i18n.tsx', 'Trans'],
    useLingui: ['#text/i18n.tsx', 'useLingui'],
    i18n: ['@lingui/core', 'i18n'],
  },
})
