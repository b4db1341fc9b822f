import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import { type ComponentChildren, Fragment, type VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { Boundary } from './Boundary.tsx'

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

/** Another person's screens are other screens: nothing of the one before stays in them. */
function Seated({ children }: { children: ComponentChildren }) {
  const seat = useApp().device.seat.value
  return seat ? <Fragment key={seat.info.value.member}>{children}</Fragment> : <NobodySignedIn />
}

/** What addresses name. */
interface Params {
  session?: string
  run?: string
  programme?: string
  course?: string
  person?: string
  member?: string
  module?: string
  lesson?: string
}

/** A screen with its title, whoever is here. */
export const open = (title: MessageDescriptor, screen: (params: Params) => VNode) =>
  function OpenScreen(params: Params) {
    return (
      <Titled title={title}>
        <Boundary>{screen(params)}</Boundary>
      </Titled>
    )
  }

/** One that needs somebody signed in. */
export const seated = (title: MessageDescriptor, screen: (params: Params) => VNode) =>
  open(title, (params) => <Seated>{screen(params)}</Seated>)
