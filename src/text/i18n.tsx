import { i18n, type MessageDescriptor, type MessageOptions, type Messages } from '@lingui/core'
import { type ReadonlySignal, signal } from '@preact/signals'
import { type ComponentChildren, cloneElement, Fragment, h, type VNode } from 'preact'
import { PSEUDO } from './languages.ts'

/** Lazy chunks, one a language and part; the build compiles the .po files. */
const catalogs = import.meta.glob<{ messages: Messages }>('../../locales/*/*.po')

/** Words come in parts (`lingui.config.ts`): those of the first screens, and others with the screens that need them. */
export type WordsPart = 'messages' | 'field' | 'learning' | 'office' | 'seldom'
const wanted = new Set<WordsPart>(['messages'])

const chosen = signal('en')
/** The language on screen. Reading it makes a component follow a change. */
export const language: ReadonlySignal<string> = chosen

let asked = 0
/** The language that was asked for last: on screen or about to be. */
let latest = 'en'

const sourceOf = (tag: string): string => (tag === PSEUDO ? 'en' : tag)

async function load(tag: string, part: WordsPart): Promise<void> {
  // No catalog stands only before the first extraction: development then shows the source text.
  const catalog = await catalogs[`../../locales/${sourceOf(tag)}/${part}.po`]?.()
  const messages = catalog?.messages ?? {}
  i18n.load(tag, tag === PSEUDO ? (await import('./pseudo.ts')).makePseudo(messages) : messages)
}

/** Loads a language's words and puts it on screen, with those of a further part. Of two calls that overlap, the later one wins.
 *  Errors: rejects when a chunk cannot be loaded; the language on screen then stays. */
export async function activate(next: string, also?: WordsPart): Promise<void> {
  const call = ++asked
  if (also) wanted.add(also)
  latest = next
  await Promise.all([...wanted].map((part) => load(next, part)))
  if (call !== asked) return
  i18n.activate(next, sourceOf(next))
  if (typeof document !== 'undefined') document.documentElement.lang = sourceOf(next)
  chosen.value = next
}

/** Loads the words of a part in the language on screen, and from now on with every language. Before its screens are
 *  drawn: they would show nothing but numbers of messages.
 *  Errors: rejects when the chunk cannot be loaded; asked again, it tries again. */
export async function needWords(part: WordsPart): Promise<void> {
  wanted.add(part)
  try {
    await load(latest, part)
  } catch (error) {
    wanted.delete(part)
    throw error
  }
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
