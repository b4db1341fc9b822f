import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'

/** The reader itself: ZXing compiled to WebAssembly, with the same options wherever it runs. */

const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
}

/** Must come first, with the file: it is fetched by whoever knows where it is kept. */
export async function startReading(wasmBinary: ArrayBuffer): Promise<void> {
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

/** The text of a QR code in the picture; null: none was found. */
export async function readQr(picture: ImageData): Promise<string | null> {
  const [found] = await readBarcodes(picture, OPTIONS)
  return found?.isValid ? found.text : null
}
