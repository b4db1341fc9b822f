import { computed, createModel, signal } from '@preact/signals'
import type { PersonId, SessionId } from '#domain/ids.ts'
import { resolveRegister } from '#domain/register.ts'
import { type Signed, signatureOf } from '#domain/signatures/signatures.ts'
import { byName } from '#screens/shared/byName.ts'
import { follow } from '#screens/shared/follow.ts'
import type { PersonRow, RegisterView, Seat } from '#store/api.ts'
import type { SignatureRow } from '#store/signaturesApi.ts'
import { followSignatures } from './followSignatures.ts'

export interface SigningRow {
  person: PersonId
  row: PersonRow | null
  numberInRun: number | null
  signature: SignatureRow | null
}

/** Whom those present hand the phone to, one after another. */
export const SigningModel = createModel((seat: Seat, session: SessionId) => {
  const register = follow(() => seat.register(session))
  const view = computed((): RegisterView | null => (register.value.state === 'ready' ? register.value.value : null))
  const run = computed(() => view.value?.run.run ?? null)
  const signatures = followSignatures(seat, () => run.value)
  const chosen = signal<PersonId | null>(null)
  const opened = signal<PersonId | null>(null)

  const rows = computed((): SigningRow[] => {
    const known = view.value
    if (known === null || signatures.value.state !== 'ready') return []
    const given = signatures.value.value
    return presentIn(known).map((person) => ({
      person,
      row: known.people.get(person) ?? known.roster.find((one) => one.person === person) ?? null,
      numberInRun: known.numbers.get(person) ?? null,
      signature: signatureOf(given, session, person) as SignatureRow | null,
    }))
  })
  const unsigned = computed(() => rows.value.filter(({ signature }) => signature === null))
  /** null: everybody has signed. */
  const current = computed(
    (): SigningRow | null => unsigned.value.find(({ person }) => person === chosen.value) ?? unsigned.value[0] ?? null,
  )
  /** Who comes after the current one, of those who have not signed; after the last, the first. */
  const next = computed((): SigningRow | null => {
    const at = unsigned.value.findIndex(({ person }) => person === current.value?.person)
    return unsigned.value.length > 1 ? (unsigned.value[(at + 1) % unsigned.value.length] ?? null) : null
  })
  const goOn = () => {
    chosen.value = next.peek()?.person ?? null
  }

  return {
    view,
    rows,
    current,
    next,
    standing: computed(() => {
      if (register.value.state !== 'ready') return register.value.state
      return signatures.value.state === 'missing' ? ('not-loaded' as const) : signatures.value.state
    }),
    canSign: computed(() => seat.info.value.state === 'active' && seat.info.value.role !== 'observer'),
    signed: computed(() => rows.value.length - unsigned.value.length),
    opened: computed(() => rows.value.find(({ person, signature }) => person === opened.value && signature) ?? null),
    goOn,
    choose(person: PersonId) {
      chosen.value = person
    },
    open(person: PersonId | null) {
      opened.value = person
    },
    async sign(signed: Signed) {
      const [who, where] = [current.peek(), run.peek()]
      if (!who || !where) return
      goOn()
      await (await seat.signatures()).sign(where, session, who.person, signed)
    },
    async takeBack({ person, signature }: SigningRow) {
      const where = run.peek()
      opened.value = null
      chosen.value = person
      if (where && signature) await (await seat.signatures()).takeBack(where, signature)
    },
  }
})
export type Signing = InstanceType<typeof SigningModel>

/** In the order of the printed sheet: by name, and after them who came without being on the list. */
function presentIn({ session, claims, reviews, roster, walkIns }: RegisterView): PersonId[] {
  const people = roster.toSorted(byName).map(({ person }) => person)
  const { rows } = resolveRegister({ session: session.session, facts: session.facts, roster: people, claims, reviews })
  const present = rows.flatMap(({ person, outcome }) => (outcome?.status === 'present' ? person : []))
  const isExpected = (person: PersonId) => people.includes(person) && !walkIns.has(person)
  return [...present.filter(isExpected), ...present.filter((person) => !isExpected(person))]
}
