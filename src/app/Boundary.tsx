import { Component, type ComponentChildren } from 'preact'
import { StartFailed } from '#screens/shared/failed/StartFailed.tsx'

interface BoundaryProps {
  children: ComponentChildren
}

/** A screen that breaks says so, instead of leaving a blank page. What was saved does not depend on it. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false }

  static override getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(error: unknown) {
    reportError(error)
  }

  render() {
    return this.state.broken ? (
      <StartFailed failure={{ kind: 'crashed' }} onRetry={() => location.reload()} />
    ) : (
      this.props.children
    )
  }
}
