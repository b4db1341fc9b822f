import type { QrReader } from '#screens/shared/scanner.ts'
import { trustedScript } from '../trustedScript.ts'
import type { FromWorker, ToWorker } from './qrWorker.ts'
import workerUrl from './qrWorker.ts?worker&url'
import { isReaderKept, readerFile } from './readerFile.ts'

/** What a browser has of its own. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** null: this browser has none that reads QR codes. */
async function nativeDetector(): Promise<Detector | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  try {
    const formats = await BarcodeDetector?.getSupportedFormats()
    return BarcodeDetector && formats?.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null
  } catch {
    return null
  }
}

/** What a phone needs to read badges without a network is here from now on; false: not yet. */
export async function prepareReading(): Promise<boolean> {
  if (await nativeDetector()) return true
  try {
    await readerFile()
    return true
  } catch {
    return false
  }
}

/** Whether it is, without fetching anything. */
export const isReaderHere = async (): Promise<boolean> => (await nativeDetector()) !== null || isReaderKept()

/** Rejects where there is no network and the reader was never fetched. */
export async function openReader(): Promise<QrReader> {
  const detector = await nativeDetector()
  return detector ? native(detector) : ofOurs()
}

const native = (detector: Detector): QrReader => ({
  async read(video) {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null
    const [found] = await detector.detect(video)
    return found?.rawValue ?? null
  },
  close: () => undefined,
})

/** No picture needs to be larger: a badge is held so that it fills a third of it. */
const LONGEST_SIDE = 960

async function ofOurs(): Promise<QrReader> {
  const wasm = await readerFile()
  const worker = new Worker(trustedScript(workerUrl), { type: 'module' })
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const ask = (message: ToWorker, moved: Transferable[]): Promise<string | null> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) =>
        'failed' in data ? reject(new Error(data.failed)) : resolve(data.text)
      worker.onerror = ({ message }) => reject(new Error(message || 'the reader did not start'))
      worker.postMessage(message, moved)
    })
  await ask({ wasm }, [wasm])
  return {
    async read(video) {
      const { videoWidth, videoHeight } = video
      if (!context || videoWidth === 0) return null
      const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight))
      const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
      context.drawImage(video, 0, 0, width, height)
      const picture = context.getImageData(0, 0, width, height)
      return ask({ picture }, [picture.data.buffer])
    },
    close: () => worker.terminate(),
  }
}
