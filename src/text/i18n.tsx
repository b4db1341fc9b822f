import { i18n, type MessageDescriptor, type MessageOptions, type Messages } from '@lingui/core'
import { type ReadonlySignal, signal } from '@preact/signals'
import { type ComponentChildren, cloneElement, Fragment, h, type VNode } from 'preact'
import { PSEUDO } from './languages.ts'
import { makePseudo } from './pseudo.ts'

/** One lazy chunk a language; the build compiles the .po files. */
const catalogs = import.meta.glob<{ messages: Messages }>('../../locales/*/messages.po')

const chosen = signal('en')
/** The language on screen. Reading it makes a component follow a change. */
export const language: ReadonlySignal<string> = chosen

let asked = 0

/** Loads a language's words and puts it on screen. Of two calls that overlap, the later one wins.
 *  Errors: rejects when the chunk cannot be loaded; the language on screen then stays. */
export async function activate(next: string): Promise<void> {
  const call = ++asked
  const source = next === PSEUDO ? 'en' : next
  const load = catalogs[`../../locales/${source}/messages.po`]
  // No catalog stands only before the first extraction: development then shows the source text.
  const messages = load ? (await load()).messages : {}
  if (call !== asked) return
  i18n.loadAndActivate({
    locale: next,
    locales: source,
    messages: next === PSEUDO ? makePseudo(messages) : messages,
  })
  if (typeof document !== 'undefined') document.documentElement.lang = source
  chosen.value = next
}

type Translate = (id: MessageDescriptor | string, values?: Record<string, unknown>, options?: MessageOptions) => string

const translate = i18n._.bind(i18n) as Translate

/** What the `useLingui` macro turns into. Reads the language, so that the caller follows it. */
export function useLingui(): { i18n: typeof i18n; _: Translate } {
  void chosen.value
  return { i18n, _: translate }
}

interface TransProps {
  id: string
  message?: string
  values?: Record<string, unknown>
  components?: Record<string, VNode>
}

/** What the `Trans`, `Plural` and `Select` macros turn into. */
export function Trans({ id, message, values, components }: TransProps) {
  void chosen.value
  const text = translate(id, values, message === undefined ? {} : { message })
  return h(Fragment, null, components ? rich(text, components) : text)
}

/** Puts elements back where the text has `<0>…</0>` or `<0/>`. */
function rich(text: string, components: Record<string, VNode>): ComponentChildren[] {
  const out: ComponentChildren[] = []
  const tag = /<(\w+)>([\s\S]*?)<\/\1>|<(\w+)\/>/g
  let at = 0
  for (let found = tag.exec(text); found; found = tag.exec(text)) {
    if (found.index > at) out.push(text.slice(at, found.index))
    const element = components[found[1] ?? found[3] ?? '']
    if (element) {
      out.push(found[1] === undefined ? element : cloneElement(element, {}, ...rich(found[2] ?? '', components)))
    }
    at = tag.lastIndex
  }
  if (at < text.length) out.push(text.slice(at))
  return out
}
