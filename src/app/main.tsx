import '#ui/tokens.css'
import '#ui/reset.css'
import './shell.css'
import { type ComponentChild, render } from 'preact'
import { invariant } from '#domain/result.ts'
import { StartFailed } from '#screens/shared/failed/StartFailed.tsx'
import { activate, needWords } from '#text/i18n.tsx'
import { chooseLanguage } from '#text/languages.ts'
import { missesWhatIsNeeded } from './requirements.ts'
import { firstRoom, openRoom, WORDS_OF } from './rooms.ts'

const root = document.getElementById('app')
invariant(root, 'index.html has a place for the app')

/** The shell is no part of what Preact draws. */
const show = (screen: ComponentChild) => {
  if (root.querySelector(':scope > .shell')) root.replaceChildren()
  render(screen, root)
}

/** The address may name a language; else the browser does, until the store says what the person chose. */
const asked = new URLSearchParams(location.search).get('language')
const room = firstRoom(location.pathname)
const words = activate(
  chooseLanguage(asked === null ? navigator.languages : [asked, ...navigator.languages]),
  room ? WORDS_OF[room] : undefined,
)

/** Start-up, in the order that shows something soonest: the shell is painted from index.html; words, screens and the
 *  store come at the same time; sync and the service worker wait until the first screen is painted. */
async function start(): Promise<void> {
  if (!isSecureContext) {
    const [{ Insecure }] = await Promise.all([
      import('#screens/shared/insecure/Insecure.tsx'),
      words,
      needWords('seldom'),
    ])
    return show(<Insecure address={location.href} />)
  }
  if (missesWhatIsNeeded(globalThis)) {
    await words
    return showFailure({ kind: 'old-browser' })
  }
  // The disk is asked while the screens are still being read.
  const store = import('./openStore.ts').then(({ openStore }) => openStore())
  // A room that cannot be had is asked for again by its screen, which then says so.
  const opened = openRoom(room).catch(reportError)
  const [{ run }] = await Promise.all([import('./run.tsx'), words, opened])
  await run({ store, show, followPerson: asked === null })
}

function showFailure(failure: { kind: 'old-browser' | 'not-loaded' }) {
  show(<StartFailed failure={failure} onRetry={() => location.reload()} />)
}

start().catch((error: unknown) => {
  reportError(error)
  // Half of the app came and then the network broke: it comes back with the network.
  addEventListener('online', () => location.reload())
  return words.then(() => showFailure({ kind: 'not-loaded' }))
})
