import { Trans } from '@lingui/react/macro'
import styles from './Skeleton.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

interface SkeletonProps {
  /** rows: a ruled list. cards: raised pieces. text: a paragraph. */
  shape: 'rows' | 'cards' | 'text'
  count?: number
}

/** The page's own shape while it loads. Nothing moves before 300 ms: most loads are over by then. */
export function Skeleton({ shape, count = 6 }: SkeletonProps) {
  const pieces = Array.from({ length: count }, (_, at) => `piece ${at}`)
  return (
    <div class={styles.skeleton} data-shape={shape} role="status" aria-busy="true">
      <VisuallyHidden>
        <Trans>Loading</Trans>
      </VisuallyHidden>
      {pieces.map((piece) => (
        <div class={styles.piece} key={piece} aria-hidden="true">
          <span class={styles.bar} />
          <span class={styles.bar} />
        </div>
      ))}
    </div>
  )
}
