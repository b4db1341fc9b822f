import '#ui/tokens.css'
import '#ui/reset.css'
import './shell.css'
import { type ComponentChild, render } from 'preact'
import { invariant } from '#domain/result.ts'
import { activate } from '#text/i18n.tsx'
import { chooseLanguage } from '#text/languages.ts'
import { missesWhatIsNeeded } from './requirements.ts'

/** Start-up, in the order that shows something soonest: the shell is painted from index.html; words, screens and the
 *  store come at the same time; sync and the service worker wait until the first screen is painted. */
async function start(show: (screen: ComponentChild) => void): Promise<void> {
  const asked = new URLSearchParams(location.search).get('language')
  const words = activate(chooseLanguage(asked === null ? navigator.languages : [asked, ...navigator.languages]))
  if (!isSecureContext) {
    const { Insecure } = await import('#screens/shared/insecure/Insecure.tsx')
    await words
    return show(<Insecure address={location.href} />)
  }
  if (missesWhatIsNeeded(globalThis)) return showFailure({ kind: 'old-browser' }, show)
  const [{ run }] = await Promise.all([import('./run.tsx'), words])
  await run(show, asked === null)
}

async function showFailure(failure: { kind: 'old-browser' | 'not-loaded' }, show: (screen: ComponentChild) => void) {
  const { StartFailed } = await import('#screens/shared/failed/StartFailed.tsx')
  show(<StartFailed failure={failure} onRetry={() => location.reload()} />)
}

const root = document.getElementById('app')
invariant(root, 'index.html has a place for the app')

/** The shell is no part of what Preact draws. */
const show = (screen: ComponentChild) => {
  if (root.querySelector(':scope > .shell')) root.replaceChildren()
  render(screen, root)
}

start(show).catch((error: unknown) => {
  reportError(error)
  // Half of the app came and then the network broke: it comes back with the network.
  addEventListener('online', () => location.reload())
  return showFailure({ kind: 'not-loaded' }, show)
})
