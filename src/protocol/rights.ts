import type { MemberId } from '#domain/ids.ts'
import { isStaff, type Role } from '#domain/roles.ts'
import { type DocumentInfo, type DocumentKind, holdsScope, type Scope } from './documentIds.ts'

/** A member as rights see it. `scopes` are the server's rows: what this member may read. */
export interface Rights {
  member: MemberId
  role: Role
  scopes: ReadonlySet<Scope>
}

const staff = (rights: Rights) => isStaff(rights.role)
const coordinator = (rights: Rights) => rights.role === 'coordinator'
const owner = (rights: Rights, document: DocumentInfo) => staff(rights) && document.owner === rights.member
/** Of those who read a person's progress or private documents, the person is the participant among them. */
const theirOwn = (rights: Rights) => rights.role === 'participant'
const nobody = () => false

/** Within a scope the kind of document says who of its readers writes. A kind not listed: nobody. */
const WRITERS: Partial<Record<DocumentKind, (rights: Rights, document: DocumentInfo) => boolean>> = {
  hub: coordinator,
  programme: coordinator,
  course: coordinator,
  form: coordinator,
  person: staff,
  organisation: staff,
  plan: staff,
  claims: owner,
  about: staff,
  review: coordinator,
  board: staff,
  progress: theirOwn,
  private: theirOwn,
}

export const mayRead = (rights: Rights, document: DocumentInfo): boolean =>
  !document.reserved && holdsScope(rights.scopes, document.scope)

export const mayWrite = (rights: Rights, document: DocumentInfo): boolean =>
  mayRead(rights, document) && document.nature !== 'projection' && (WRITERS[document.kind] ?? nobody)(rights, document)
