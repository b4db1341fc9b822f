import type { Form } from '#domain/skills/form.ts'
import { readForm } from '#domain/skills/readForm.ts'
import { documentId } from '#protocol/documentIds.ts'
import type { DocumentChange, Json } from './change.ts'

/** `office/form/{f}`: a hub's own assessment form, one key for each version: what was answered names the version, so
 *  none is ever changed or taken away. */

const VERSION = 'version/'

export const formChange = (form: Form): DocumentChange => ({
  document: documentId.form(form.id),
  entries: [[`${VERSION}${form.version}`, JSON.parse(JSON.stringify(form))]],
})

/** By version, the oldest first. One that says to be another form's or another version's is none. */
export const readForms = (id: string, entries: Iterable<readonly [string, Json]>): Form[] =>
  [...entries]
    .flatMap(([key, value]): Form[] => {
      const form = key.startsWith(VERSION) ? readForm(value) : null
      return form && form.id === id && key === `${VERSION}${form.version}` ? [form] : []
    })
    .sort((a, b) => a.version - b.version)
