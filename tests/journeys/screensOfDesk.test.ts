import { judge } from '../support/judge.ts'
import { PHONE } from '../support/phone.ts'
import { SCREENS } from '../support/screens.ts'

/** Every route and state of the office, in the dark and in the widest of the complete languages, and measured as narrow
 *  as a phone too. On a phone from its start, with longer words: the long tests. */

judge(
  ['desktop-dark-bg'],
  SCREENS.filter(({ target, leads }) => target === 'desk' || leads),
  PHONE,
)
