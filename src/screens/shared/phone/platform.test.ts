import { expect, it } from 'vitest'
import { platformOf } from './platform.ts'

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)'

it.each([
  [
    'ios',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} Version/18.6 Mobile/15E148 Safari/604.1`,
    5,
  ],
  ['ios', `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${WEBKIT} CriOS/140.0 Mobile/15E148 Safari/604.1`, 5],
  ['ios', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.6 Safari/605.1.15`, 5],
  ['mac-safari', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.6 Safari/605.1.15`, 0],
  ['android', `Mozilla/5.0 (Linux; Android 10; K) ${BLINK} Chrome/153.0.0.0 Mobile Safari/537.36`, 5],
  ['android', `Mozilla/5.0 (Linux; Android 14) ${BLINK} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 5],
  ['android-firefox', 'Mozilla/5.0 (Android 14; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0', 5],
  ['desktop-firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', 0],
  ['desktop', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0`, 10],
  ['desktop', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${BLINK} Chrome/153.0.0.0 Safari/537.36`, 0],
  ['desktop', 'something else', 0],
] as const)('U3 is %s: %s, %i points', (platform, userAgent, maxTouchPoints) => {
  expect(platformOf({ userAgent, maxTouchPoints })).toBe(platform)
})
