import type { Locator, Page } from 'playwright-core'
import { encode } from 'uqr'

/** A camera for browsers that have none: what is drawn on a canvas, as a stream. */

/** Dark modules of a QR code. */
export type QrModules = boolean[][]

/** The code that a page shows in an `svg` of ours, as whoever photographs it has it. */
export async function photographed(code: Locator): Promise<QrModules> {
  const size = Number((await code.getAttribute('viewBox'))?.split(' ').at(-1))
  const squares = (await code.locator('path').getAttribute('d')) ?? ''
  const modules = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  for (const [, x, y] of squares.matchAll(/M(\d+) (\d+)/g)) {
    const row = modules[Number(y)]
    if (row) row[Number(x)] = true
  }
  return modules
}

/** Holds a QR code before the camera, until another one is held there; null: takes it away. */
export async function showToCamera(page: Page, code: string | QrModules | null): Promise<void> {
  const modules = typeof code === 'string' ? encode(code, { ecc: 'M', border: 4 }).data : (code ?? [])
  await page.evaluate((modules) => {
    const held = window as { terenHeld?: boolean[][] }
    const isThere = held.terenHeld !== undefined
    held.terenHeld = modules
    if (isThere) return
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const context = canvas.getContext('2d')
    const side = 7
    setInterval(() => {
      if (!context) return
      context.fillStyle = '#8a8478'
      context.fillRect(0, 0, canvas.width, canvas.height)
      const shown = held.terenHeld ?? []
      const [left, top] = [(canvas.width - shown.length * side) / 2, (canvas.height - shown.length * side) / 2]
      for (const [y, row] of shown.entries()) {
        for (const [x, dark] of row.entries()) {
          context.fillStyle = dark ? '#1b1b1b' : '#e6e4de'
          context.fillRect(left + x * side, top + y * side, side, side)
        }
      }
    }, 50)
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20)
  }, modules)
}

export const hideCamera = (page: Page): Promise<void> =>
  page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('none', 'NotFoundError')
    }
  })
