import { computed, createModel, effect, signal } from '@preact/signals'
import type { MemberId } from '#domain/ids.ts'
import {
  backupStanding,
  type RestoredPhone,
  type SafekeepingRefusal,
  type SafekeepingReport,
} from '#domain/safekeeping.ts'
import type { Services } from '#screens/shared/services.ts'

export const phoneName = ({ member, device }: RestoredPhone): string => `${member} ${device}`

export const standingOf = ({ everyMs, failure, lastAt }: SafekeepingReport['backups'], at: number) =>
  backupStanding({ everyMs, hasFailed: failure !== null, lastAt }, at)

/** How far a phone is with giving back. */
export function phoneState({ heardAt, left }: RestoredPhone): 'missing' | 'giving' | 'done' {
  if (heardAt === null) return 'missing'
  return left > 0 ? 'giving' : 'done'
}

/** Asked again so often while somebody looks: phones come meanwhile. */
const AGAIN_AFTER_MS = 5_000

/** What the server says of backups and of a restore, and which phones go on. */
export const SafekeepingModel = createModel((services: Pick<Services, 'safekeeping'>, member: MemberId) => {
  const report = signal<SafekeepingReport | null>(null)
  const refusal = signal<SafekeepingRefusal | null>(null)
  /** Phones that shall not go on, by name. */
  const ending = signal<readonly string[]>([])
  const busy = signal(false)
  const phones = computed(() => report.value?.restored?.phones ?? [])

  async function ask(end?: Parameters<Services['safekeeping']>[1]): Promise<void> {
    const answer = await services.safekeeping(member, end)
    refusal.value = answer.ok ? null : answer.error
    if (answer.ok) report.value = answer.value
  }

  effect(() => {
    void ask()
    const again = setInterval(() => {
      // What is being confirmed is what is on the screen.
      if (!busy.peek() && document.visibilityState === 'visible') void ask()
    }, AGAIN_AFTER_MS)
    return () => clearInterval(again)
  })

  return {
    report,
    refusal,
    busy,
    ending,
    phones,
    come: computed(() => phones.value.filter(({ heardAt }) => heardAt !== null).length),
    ask: () => ask(),
    toggle(name: string) {
      const before = ending.peek()
      ending.value = before.includes(name) ? before.filter((other) => other !== name) : [...before, name]
    },
    async confirm() {
      const end = phones
        .peek()
        .filter((phone) => ending.peek().includes(phoneName(phone)))
        .map(({ member: of, device }) => ({ member: of, device }))
      busy.value = true
      await ask(end)
      busy.value = false
      if (refusal.peek() === null) ending.value = []
    },
  }
})
export type SafekeepingScreen = InstanceType<typeof SafekeepingModel>
