import { computed, createModel, signal } from '@preact/signals'
import type { DeviceId, MemberId, PersonId, ProgrammeId } from '#domain/ids.ts'
import { follow } from '#screens/shared/follow.ts'
import { SavingModel } from '#screens/shared/form/saving.model.ts'
import { minuteClock } from '#screens/shared/movingClock.ts'
import type { InvitationRow, Loadable, PersonRow, ProgrammeRow, Seat } from '#store/api.ts'
import type { Office, TeamRow } from '#store/officeApi.ts'
import { compareText } from '#text/collate.ts'
import { localText } from '#text/localText.ts'

const SHOWN = 5

/** One member of the team, and what coordinators do about them. Each press is a command of its own. */
export const MemberModel = createModel((seat: Seat, office: Office, member: MemberId) => {
  const found = follow(() => office.team())
  const allProgrammes = follow(() => seat.programmes())
  const invitations = follow(() => seat.invitations())
  const now = minuteClock(seat.now)
  const saving = new SavingModel()
  /** The sign-in that is about to be ended, until it is confirmed. */
  const ending = signal<DeviceId | null>(null)
  const query = signal('')
  const suggestions = signal<PersonRow[]>([])
  const person = signal<PersonRow | null>(null)

  const row = computed((): Loadable<TeamRow> => {
    if (found.value.state !== 'ready') return found.value
    const value = found.value.value.find((one) => one.member === member)
    return value ? { state: 'ready', value } : { state: 'missing' }
  })
  const programmes = computed((): ProgrammeRow[] =>
    allProgrammes.value.state === 'ready'
      ? allProgrammes.value.value.toSorted((a, b) => compareText(localText(a.title), localText(b.title)))
      : [],
  )
  /** The latest code, unless it is too old to be used. */
  const invitation = computed((): InvitationRow | null => {
    if (invitations.value.state !== 'ready') return null
    const last = invitations.value.value.find((one) => one.member === member)
    return last && (last.expiresAt === null || last.expiresAt > now.value) ? last : null
  })

  const run = (command: Parameters<Seat['command']>[0]) => saving.save(() => seat.command(command))

  let asked = 0
  async function search(text: string): Promise<void> {
    query.value = text
    const call = ++asked
    const rows = text.trim().length < 2 ? [] : await seat.searchPersons(text, SHOWN)
    if (call === asked) suggestions.value = rows
  }

  return {
    ...{ row, programmes, invitation, now, saving, ending, query, suggestions, person },
    search,
    invite: (displayName: string) => saving.save(() => seat.invite(member, displayName)),
    toggleProgramme: (programme: ProgrammeId, holds: boolean) =>
      run({ name: holds ? 'revoke' : 'grant', member, programme }),
    seeNames: (sees: boolean) => run({ name: sees ? 'grant-names' : 'revoke-names', member }),
    /** `lost`: nothing at all is taken from it any more. */
    async endSignIn(device: DeviceId, lost: boolean): Promise<void> {
      ending.value = null
      await run({ name: 'end-sign-in', member, device, ...(lost && { lost }) })
    },
    async link(to: PersonRow | null): Promise<void> {
      const linked = await run({ name: 'link-person', member, person: to?.person ?? null })
      if (!linked) return
      person.value = to
      await search('')
    },
    /** Who the directory says they are. */
    async lookUpPerson(id: PersonId | null): Promise<void> {
      const rows = id === null || person.peek()?.person === id ? null : await office.persons([id])
      if (rows) person.value = rows[0] ?? null
      else if (id === null) person.value = null
    },
  }
})

export type MemberScreen = InstanceType<typeof MemberModel>
