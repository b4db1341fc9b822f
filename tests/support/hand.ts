import type { Locator, Page } from 'playwright-core'

/** Counts what a person does, over several devices: opening a link, a press, a field that is written into, and each
 *  line of what is pasted are one each. Looking and reading cost nothing. */
export class Hand {
  readonly did: string[] = []

  get count(): number {
    return this.did.length
  }

  async open(page: Page, link: string): Promise<void> {
    this.did.push('opens a link')
    await page.goto(link)
  }

  async press(target: Locator): Promise<void> {
    await target.waitFor()
    this.did.push(`presses ${(await target.textContent())?.trim()}`)
    await target.click()
  }

  async write(field: Locator, text: string): Promise<void> {
    this.did.push(`writes ${text}`)
    await field.fill(text)
  }

  /** As from the clipboard: the field learns that it was pasted. */
  async paste(field: Locator, lines: readonly string[]): Promise<void> {
    this.did.push('presses into the list', ...lines.map((line) => `pastes ${line}`))
    await field.click()
    await field.evaluate((element: HTMLTextAreaElement, text) => {
      element.value = text
      element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste', data: text }))
    }, lines.join('\n'))
  }
}
