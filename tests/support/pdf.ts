import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A piece of text where it stands on a page, mm from its upper left corner. */
export interface PlacedText {
  text: string
  left: number
  top: number
  right: number
  bottom: number
}

export interface PdfPage {
  /** mm. */
  width: number
  height: number
  texts: PlacedText[]
}

const MM = 25.4 / 72

/** Reads a PDF back, as somebody does who searches in it. */
export async function readPdf(bytes: Uint8Array): Promise<{ pages: PdfPage[]; fonts: string[] }> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    useSystemFonts: false,
    fontExtraProperties: true,
    verbosity: 0,
  })
  const document = await task.promise
  const pages: PdfPage[] = []
  const fonts = new Set<string>()
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    pages.push(await readPage(page))
    await page.getOperatorList()
    const { items } = await page.getTextContent()
    for (const item of items) {
      if ('fontName' in item && page.commonObjs.has(item.fontName)) fonts.add(page.commonObjs.get(item.fontName).name)
    }
  }
  await task.destroy()
  return { pages, fonts: [...fonts] }
}

async function readPage(page: PDFPageProxy): Promise<PdfPage> {
  const { width, height } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const texts = items.flatMap((item): PlacedText[] => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [, , , size = 0, left = 0, baseline = 0] = item.transform as number[]
    const top = height - baseline - size * 0.8
    return [
      {
        text: item.str,
        ...{ left: left * MM, right: (left + item.width) * MM, top: top * MM, bottom: (top + size) * MM },
      },
    ]
  })
  return { width: width * MM, height: height * MM, texts }
}

/** A page's text without spaces: where lines are broken says nothing. */
export const textOf = ({ texts }: PdfPage): string => bare(texts.map(({ text }) => text).join(''))
export const bare = (text: string): string => text.normalize('NFC').replace(/\s+/g, '')

/** What a glance would see: text outside the page or too near its edge, and text over other text. */
export function faultsOf({ width, height, texts }: PdfPage, margin: number): string[] {
  const outside = texts
    .filter(
      ({ left, top, right, bottom }) =>
        left < margin || top < margin || right > width - margin || bottom > height - margin,
    )
    .map(({ text }) => `outside: ${text}`)
  const over = texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1.2,
      )
      .map(({ text }) => `over each other: ${one.text} and ${text}`),
  )
  return [...outside, ...over]
}
