import { computed, createModel, effect, signal } from '@preact/signals'
import type { PersonId } from '#domain/ids.ts'
import { splitName } from '#domain/personName.ts'
import type { Draft } from '#screens/shared/drafts.ts'
import type { PersonRow, Seat } from '#store/api.ts'

const SHOWN = 4

/** Somebody who walked in: a name, an organisation, and who of the known persons that might be.
 *  Nobody is linked by itself: a known person is added only when chosen. */
export const WalkInModel = createModel(
  (seat: Seat, onRoster: ReadonlySet<PersonId>, firstName: string, typed: Draft) => {
    const name = typed.text('name', firstName)
    const organisation = typed.text('organisation', '')
    const suggestions = signal<{ person: PersonRow; onRoster: boolean }[]>([])
    const missing = signal(false)
    let asked = 0

    effect(() => {
      const text = name.value.trim()
      const call = ++asked
      if (text.length < 2) {
        suggestions.value = []
        return
      }
      void seat.searchPersons(text, SHOWN).then((persons) => {
        // A slower, older answer must not replace a newer one.
        if (call !== asked) return
        suggestions.value = persons.map((person) => ({ person, onRoster: onRoster.has(person.person) }))
      })
    })

    return {
      name,
      organisation,
      suggestions,
      missing,
      ready: computed(() => name.value.trim().length > 0),
      setName(text: string) {
        name.value = text
        missing.value = false
      },
      setOrganisation(text: string) {
        organisation.value = text
      },
      /** What to add; null (and the field says so) without a name. */
      take(): { givenName: string; familyName: string; organisation: string } | null {
        const text = name.value.trim().replace(/\s+/g, ' ')
        if (text === '') {
          missing.value = true
          return null
        }
        const { givenName, familyName } = splitName(text)
        return { givenName, familyName, organisation: organisation.value.trim() }
      },
    }
  },
)
