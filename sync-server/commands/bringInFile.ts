import { readFileSync, statSync } from 'node:fs'
import { fail, ok, type Result } from '#domain/result.ts'
import { MAX_HAND_OVER_BYTES } from '#protocol/limits.ts'
import { type BringInDeps, type BringInFault, type BroughtIn, bringIn } from '../handOver/bringIn.ts'

/** `bring-in FILE`: takes in, at the server itself, what a phone without a network handed over. While the server stands
 *  still; while it runs, any device that is signed in does the same. */

interface BringInFileOptions extends BringInDeps {
  print(text: string): void
}

const WORDS: Record<BringInFault, string> = {
  empty: 'it is empty',
  'too-large': 'it is longer than any such file',
  'not-a-file': 'it is no hand-over file',
  cut: 'a part of it is missing: have it made again',
  altered: 'something in it was altered: have it made again',
  newer: 'a newer Teren made it: update this one first',
  'other-hub': 'it was made for another server',
  'other-key': 'it was sealed for a key that this server lost: the phone itself must reach it',
  'unknown-device': 'it is from a device that this server does not know',
  'not-signed': 'the device that it names did not sign it',
  lost: 'the device that made it was reported as lost or stolen',
  'no-room': 'the disk takes nothing now, or too much waits from that device',
  failed: 'the database failed; nothing was taken',
  'not-its-own': 'another device made it',
}

/** The error is a line for the terminal. */
export async function bringInFile(
  file: string | undefined,
  { print, ...deps }: BringInFileOptions,
): Promise<Result<void, string>> {
  if (file === undefined) return fail('Which file? Say: bring-in FILE')
  const text = readText(file)
  if (!text.ok) return text
  const brought = await bringIn(deps, text.value)
  if (!brought.ok) return fail(`${file} was not taken in: ${WORDS[brought.error]}`)
  print(tell(brought.value))
  return ok(undefined)
}

function readText(file: string): Result<string, string> {
  try {
    // As text it is a third longer.
    return statSync(file).size > 2 * MAX_HAND_OVER_BYTES
      ? fail(`${file} was not taken in: ${WORDS['too-large']}`)
      : ok(readFileSync(file, 'utf8'))
  } catch (error) {
    return fail(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function tell({ displayName, received, already, rescued, refused }: BroughtIn): string {
  const lines = [
    `Work of ${displayName}: ${received} changes received, ${already} were there already.`,
    ...(rescued > 0 ? [`The sign-in was ended: ${rescued} changes wait as Rescued work for a coordinator.`] : []),
    ...refused.map(({ code, changes }) => `${changes} changes were refused: ${code}.`),
  ]
  return lines.join('\n  ')
}
