import { judge } from '../support/judge.ts'
import { SCREENS } from '../support/screens.ts'

/** Every route and state of whoever is in the field, with the longest words there can be where room is scarce.
 *  `TEREN_SCREENS` has every state judged in the combinations that it names, `screen-theme-language`, parted by commas;
 *  `TEREN_SCREENSHOTS` names a folder to keep pictures in. */

const asked = process.env.TEREN_SCREENS?.split(',')
if (asked) judge(asked, SCREENS)
else
  judge(
    ['phone-light-pseudo'],
    SCREENS.filter(({ target }) => target === 'field'),
  )
