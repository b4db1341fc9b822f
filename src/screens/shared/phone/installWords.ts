import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Platform } from './platform.ts'

/** How an app comes to the home screen by the browser's own menu, in that menu's words; null: this browser installs
 *  none. On Apple's systems the installed app has a storage of its own. */
export const INSTALL_BY_HAND: Record<Platform, MessageDescriptor | null> = {
  ios: msg`Tap the Share button, then “Add to Home Screen”. The app there begins empty: send everything first, and ask for a new code.`,
  'mac-safari': msg`Choose “Add to Dock” in the File menu. The app there begins empty: send everything first, and ask for a new code.`,
  android: msg`Open the browser’s menu (⋮) and choose “Install app” or “Add to home screen”.`,
  'android-firefox': msg`Open the browser’s menu (⋮) and choose “Install” or “Add to home screen”.`,
  'desktop-firefox': null,
  desktop: msg`Use the sign at the end of the address bar, if there is one.`,
}
