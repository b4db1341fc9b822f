import { useLingui } from '@lingui/react/macro'
import type { ComponentChild } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { startFailureWords } from '#screens/shared/failed/startFailureWords.ts'
import type { Seat } from '#store/api.ts'
import type { Skills } from '#store/skillsApi.ts'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'

interface WithSkillsProps {
  seat: Seat
  /** The page, while nothing of its own can be on it. */
  around: (inside: ComponentChild) => ComponentChild
  children: (skills: Skills) => ComponentChild
}

/** Draws what needs the store's part about skills, once it is loaded: from the service worker's cache, hence offline
 *  too. */
export function WithSkills({ seat, around, children }: WithSkillsProps) {
  const { i18n } = useLingui()
  const [skills, setSkills] = useState<Skills | 'failed' | null>(null)
  useEffect(() => {
    let shown = true
    seat.skills().then(
      (loaded) => shown && setSkills(loaded),
      () => shown && setSkills('failed'),
    )
    return () => {
      shown = false
    }
  }, [seat])
  if (skills !== null && skills !== 'failed') return <>{children(skills)}</>
  const { happened, safe, todo } = startFailureWords({ kind: 'not-loaded' })
  return (
    <>
      {around(
        skills === null ? (
          <Skeleton shape="rows" count={8} />
        ) : (
          <ErrorNote title={i18n._(happened)} safe={safe && i18n._(safe)}>
            {i18n._(todo)}
          </ErrorNote>
        ),
      )}
    </>
  )
}
