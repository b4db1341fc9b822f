import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { type ComponentChildren, type ComponentType, Fragment, type VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { ROLES, type Role } from '#domain/roles.ts'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { Boundary } from './Boundary.tsx'
import { lazyScreen } from './lazyScreen.tsx'

const NotYours = lazyScreen('seldom', async () => (await import('#screens/shared/notYours/NotYours.tsx')).NotYours)

/** Who opens an address. What they may read there the hub decides; this only keeps from them what would make no sense. */
export type Audience = readonly Role[]
export const EVERYBODY: Audience = ROLES
export const STAFF: Audience = ['trainer', 'coordinator']
/** Who has lists of people, whatever they do with them. */
export const STAFF_AND_OBSERVERS: Audience = ['trainer', 'coordinator', 'observer']
/** Who looks at the office's lists; observers change nothing there. */
export const OFFICE: Audience = ['coordinator', 'observer']
export const COORDINATORS: Audience = ['coordinator']
export const PARTICIPANTS: Audience = ['participant']

/** What addresses name. */
interface Params {
  session?: string
  group?: string
  run?: string
  programme?: string
  course?: string
  person?: string
  member?: string
  module?: string
  lesson?: string
}

export interface Address {
  /** null: whoever is here, signed in or not. */
  whose: Audience | null
  title: MessageDescriptor
  screen: (params: Params) => VNode
}

/** Addresses by their patterns, as the router reads them. */
export type Addresses = Record<string, Address>

interface TitledProps {
  title: MessageDescriptor
  children: ComponentChildren
}

function Titled({ title, children }: TitledProps) {
  const { i18n } = useLingui()
  const text = i18n._(title)
  useEffect(() => {
    document.title = `${text} · Teren`
  }, [text])
  return <>{children}</>
}

interface ForProps {
  whose: Audience
  children: ComponentChildren
}

/** Keeps what it holds from those whose it is not, and says so. */
export function For({ whose, children }: ForProps) {
  const info = useApp().device.seat.value?.info.value
  if (!info)
    return (
      <Titled title={msg`Sign in`}>
        <NobodySignedIn />
      </Titled>
    )
  if (!whose.includes(info.role))
    return (
      <Titled title={msg`Not for your role`}>
        <NotYours whose={whose} />
      </Titled>
    )
  // Another person's screens are other screens: nothing of the one before stays in them.
  return <Fragment key={info.member}>{children}</Fragment>
}

export const screensOf = (addresses: Addresses) =>
  Object.entries(addresses).map(([path, address]) => ({ path, component: screenOf(address) }))

/** The screen of an address, for those whose it is. */
export function screenOf({ whose, title, screen }: Address): ComponentType<Params> {
  const Screen = (params: Params) => (
    <Titled title={title}>
      <Boundary>{screen(params)}</Boundary>
    </Titled>
  )
  if (whose === null) return Screen
  return (params: Params) => (
    <For whose={whose}>
      <Screen {...params} />
    </For>
  )
}
