/** How a file leaves this phone. */

export const canShare = (file: File): boolean => navigator.canShare?.({ files: [file] }) === true

/** False: somebody thought better of it, or the system's sheet does not take it now. */
export async function share(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file] })
    return true
  } catch {
    // The system says no more than that it was not done; saving it is beside.
    return false
  }
}

/** Kept long enough for a slow phone to have written it. */
const KEPT_MS = 60_000

export function save(file: File): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = file.name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
