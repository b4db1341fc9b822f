import type { Page } from 'playwright-core'
import { encode } from 'uqr'

/** A camera for browsers that have none: what is drawn on a canvas, as a stream. */

/** Holds a QR code before the camera, until another one is held there; null: takes it away. */
export async function showToCamera(page: Page, text: string | null): Promise<void> {
  const modules = text === null ? [] : encode(text, { ecc: 'M', border: 4 }).data
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
