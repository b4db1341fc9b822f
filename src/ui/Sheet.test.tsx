// @vitest-environment happy-dom
import { useSignal } from '@preact/signals'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activate } from '#text/i18n.tsx'
import { Sheet } from './Sheet.tsx'

function Page() {
  const open = useSignal(false)
  return (
    <>
      <button
        type="button"
        onClick={() => {
          open.value = true
        }}
      >
        Open
      </button>
      {open.value && (
        <Sheet
          title="Times"
          onClose={() => {
            open.value = false
          }}
        >
          <p>Inside</p>
        </Sheet>
      )}
    </>
  )
}

beforeEach(() => activate('en'))
afterEach(cleanup)

/** Does not close while work goes on. */
function Busy() {
  return (
    <Sheet title="Signing out" onClose={() => undefined}>
      <p>Sending</p>
    </Sheet>
  )
}

function open(): HTMLElement {
  render(<Page />)
  const opener = screen.getByRole('button', { name: 'Open' })
  opener.focus()
  fireEvent.click(opener)
  return opener
}

describe('a sheet', () => {
  it('U2 is a modal dialog named by its title', () => {
    open()
    const dialog = screen.getByRole('dialog', { name: 'Times' }) as HTMLDialogElement
    expect(dialog.open).toBe(true)
  })

  it('U2 closes on Escape and gives the focus back', () => {
    const opener = open()
    const dialog = screen.getByRole('dialog')
    screen.getByRole('button', { name: 'Close' }).focus()
    fireEvent(dialog, new Event('cancel', { cancelable: true }))
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(opener)
  })

  it('U2 that may not close yet is shown again when the browser closes it without asking', async () => {
    render(<Busy />)
    const dialog = screen.getByRole('dialog') as HTMLDialogElement
    dialog.close()
    await waitFor(() => expect(dialog.open).toBe(true))
  })

  it('closes when the shade beside it is pressed, not when its content is', () => {
    open()
    fireEvent.click(screen.getByText('Inside'))
    expect(screen.queryByRole('dialog')).not.toBeNull()
    fireEvent.click(screen.getByRole('dialog'))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
