import { noteChange } from '#documents/about.ts'
import type { DocumentChange } from '#documents/change.ts'
import { claimChange } from '#documents/claimsDocument.ts'
import { hubChange } from '#documents/hub.ts'
import { personChange } from '#documents/person.ts'
import { enrol } from '#documents/plan.ts'
import { makeClaimKey } from '#domain/claimKey.ts'
import { type Claim, itemOf, type RecordedClaim } from '#domain/claims.ts'
import { stateClassBook } from '#domain/classBook.ts'
import { type ClaimKey, type MemberId, makeId, type PersonId, type SessionId, toBase64Url } from '#domain/ids.ts'
import { displayName } from '#domain/personName.ts'
import { type Register, resolveRegister } from '#domain/register.ts'
import { fail, ok } from '#domain/result.ts'
import { stateEveryone, stateMark, stateNotHeld, stateSubmission, stateWithdrawal } from '#domain/stating.ts'
import type { CommandBody } from '#protocol/commands.ts'
import type { ItemId, MarkInput, PersonRow, RegisterView, Saved } from './api.ts'
import type { SeatCore } from './core.ts'
import { toStoreFailure } from './failures.ts'
import type { Invitee } from './invitee.ts'
import { organisationNamed } from './organisations.ts'
import type { StaffSeat } from './rolePart.ts'
import { NO_CODE, saveAction } from './saveAction.ts'
import type { Unsaved } from './unsaved.ts'
import type { Action } from './write.ts'

/** What staff does, stated as claims and changes with everything fixed at the tap, then saved. */

type Actions = Pick<
  StaffSeat,
  | 'mark'
  | 'everyonePresent'
  | 'markSeveral'
  | 'withdraw'
  | 'submit'
  | 'didNotTakePlace'
  | 'writeClassBook'
  | 'addWalkIn'
  | 'addKnown'
  | 'describeHub'
  | 'inviteParticipant'
>

export interface ActionSource {
  core: SeatCore
  unsaved: Unsaved
  /** The register as it is on screen, with what is not on disk: at once where it is open, else from the disk. */
  view(session: SessionId): Promise<RegisterView | undefined> | RegisterView
}

interface Draft {
  claims: { person: PersonId | null; claim: Claim }[]
  changes?: DocumentChange[]
  persons?: PersonRow[]
  roster?: PersonId[]
  notes?: [string, string][]
}

export function createActions(source: ActionSource): Actions {
  const { core, unsaved, view: viewOf } = source
  const { member, random } = core

  async function act(
    session: SessionId,
    draftOf: (register: Register, view: RegisterView, at: number) => Draft | Promise<Draft>,
  ): Saved {
    let action: Action
    try {
      const asked = viewOf(session)
      // Not awaited where it is at hand: the claim is on screen before anything else happens.
      const shown = asked instanceof Promise ? await asked : asked
      if (!shown) return fail({ kind: 'failed', detail: `no session ${session}` })
      const at = core.clock()
      const drafted = draftOf(registerOf(shown), shown, at)
      action = actionOf(shown, drafted instanceof Promise ? await drafted : drafted, at)
    } catch (error) {
      return fail(toStoreFailure(error))
    }
    return unsaved.save(action)
  }

  function actionOf(view: RegisterView, draft: Draft, at: number): Action {
    const { session, run, title, facts } = view.session
    const claims = draft.claims.map(({ person, claim }): RecordedClaim => {
      const key = makeClaimKey(session, person, random)
      return { key, session, person, recorder: member, claim }
    })
    return {
      id: toBase64Url(random(9)),
      at,
      changes: [...(draft.changes ?? []), ...claims.map(({ key, claim }) => claimChange(run, member, key, claim))],
      commands: [],
      shown: {
        session,
        claims,
        persons: draft.persons ?? [],
        roster: draft.roster ?? [],
        notes: draft.notes ?? [],
        title,
        day: facts.date,
        itemTitle: facts.agenda.find(({ id }) => claims.some((claim) => itemOf(claim) === id))?.title ?? null,
        names: namesOf(claims, [...view.people.values(), ...(draft.persons ?? [])]),
      },
    }
  }

  const markAs = (
    register: Register,
    person: PersonId,
    { note: _, ...stated }: MarkInput,
    at: number,
    item: ItemId = null,
    about?: string,
  ) => stateMark(register, person, { ...stated, ...(about === undefined ? {} : { about }) }, at, item)

  return {
    mark: (session, person, input, item) =>
      act(session, (register, { session: { run } }, at) => {
        const about = input.note ? makeId(random) : undefined
        const claims = [{ person, claim: markAs(register, person, input, at, item, about) }]
        if (!input.note || about === undefined) return { claims }
        const change = noteChange(run, person, about, { text: input.note, at, by: member })
        return { claims, changes: [change], notes: [[about, input.note]] }
      }),

    everyonePresent: (session, persons, item) =>
      act(session, (register, _, at) => {
        const claim = stateEveryone(register, persons, at, undefined, item)
        return { claims: [{ person: null, claim }] }
      }),

    markSeveral: (session, persons, status, item, note) =>
      act(session, (register, { session: { run } }, at) => {
        // A text about a person stands in what is theirs alone, and goes with them.
        const notes = new Map(note ? persons.map((person) => [person, makeId(random)] as const) : [])
        return {
          claims: persons.map((person) => ({
            person,
            claim: markAs(register, person, { status }, at, item, notes.get(person)),
          })),
          changes: [...notes].map(([person, about]) =>
            noteChange(run, person, about, { text: note ?? '', at, by: member }),
          ),
          notes: [...notes.values()].map((about): [string, string] => [about, note ?? '']),
        }
      }),

    withdraw: (session, keys) => act(session, (_register, _view, at) => ({ claims: [withdrawal(keys, at)] })),

    submit: (session) =>
      act(session, (register, _, at) => ({ claims: [{ person: null, claim: stateSubmission(register, at) }] })),

    didNotTakePlace: (session, reason) =>
      act(session, (register, _, at) => ({ claims: [{ person: null, claim: stateNotHeld(register, reason, at) }] })),

    writeClassBook: (session, fields) =>
      act(session, (_register, { claims }, at) => ({
        claims: [{ person: null, claim: stateClassBook(session, claims, member, fields, at) }],
      })),

    addWalkIn: (session, { givenName, familyName, organisation }, item) =>
      act(session, async (register, { session: { run } }, at) => {
        const person = makeId<PersonId>(random)
        const from = organisation.trim() === '' ? null : await organisationNamed(core, organisation.trim())
        const fields = { givenName, familyName, nameOrder: 'given-first' as const }
        const row: PersonRow = {
          ...fields,
          person,
          displayName: displayName(fields),
          organisation: from?.organisation ?? null,
          organisationName: from?.name ?? '',
          role: '',
          demonstration: false,
        }
        return {
          claims: [{ person, claim: markAs(register, person, { status: 'present' }, at, item) }],
          changes: [
            ...(from?.change ? [from.change] : []),
            personChange(person, { ...fields, ...(from ? { organisation: from.organisation } : {}) }),
            enrol(run, person, { at, by: member, walkIn: session, isNew: true }),
          ],
          persons: [row],
          roster: [person],
        }
      }),

    addKnown: (session, person, item, way) =>
      act(session, async (register, { session: { run }, roster }, at) => {
        const claims = [
          { person, claim: markAs(register, person, { status: 'present', ...(way && { way }) }, at, item) },
        ]
        if (roster.some((row) => row.person === person)) return { claims }
        const row = await core.db.persons.get(person)
        return {
          claims,
          changes: [enrol(run, person, { at, by: member, walkIn: session })],
          persons: row ? [row] : [],
          roster: [person],
        }
      }),

    describeHub: (hub) => saveAction(source, { changes: [hubChange({ ...hub, demonstration: false })] }),

    async inviteParticipant(run, person) {
      let known: Invitee
      try {
        const { inviteeOf } = await import('./seldom.ts')
        known = await inviteeOf(core, run, person)
      } catch (error) {
        return fail(toStoreFailure(error))
      }
      if (known.isAsked) return ok(undefined)
      const { displayName } = known
      if (displayName === null) return fail({ kind: 'failed', detail: `no person ${person}` })
      const member = known.member ?? makeId<MemberId>(random)
      const admit: CommandBody = { name: 'admit', member, person, run, displayName }
      return saveAction(source, {
        commands: [...(known.isAdmitted ? [] : [admit]), { name: 'invite', member }],
        invitation: { ...NO_CODE, member, person, run, displayName, madeAt: core.clock() },
      })
    },
  }
}

function namesOf(claims: RecordedClaim[], people: PersonRow[]): Map<PersonId, string> {
  const meant = new Set(claims.map(({ person }) => person))
  return new Map(people.flatMap((row) => (meant.has(row.person) ? [[row.person, row.displayName]] : [])))
}

const withdrawal = (keys: ClaimKey[], at: number) => ({ person: null, claim: stateWithdrawal(keys, at) })

const registerOf = ({ session, roster, claims, reviews }: RegisterView): Register =>
  resolveRegister({
    session: session.session,
    facts: session.facts,
    roster: roster.map((row) => row.person),
    claims,
    reviews,
  })
