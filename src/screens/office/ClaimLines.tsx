import { Trans } from '@lingui/react/macro'
import type { SessionFacts } from '#domain/session.ts'
import { OriginWords } from './OriginWords.tsx'
import { OutcomeWords } from './OutcomeWords.tsx'
import styles from './SessionRegister.module.css'
import type { ClaimLine } from './sessionReport.ts'

interface ClaimLinesProps {
  claims: ClaimLine[]
  facts: SessionFacts
  disagreement: boolean
}

/** Every claim about one person, with where it came from; what no longer stands is quieter. */
export function ClaimLines({ claims, facts, disagreement }: ClaimLinesProps) {
  // The chip says already what a single one states.
  const alone = claims.length === 1 && claims[0]?.standing === 'counts'
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul class={styles.claims} role="list">
      {claims.map((claim) => (
        <li class={styles.claim} key={claim.key} data-standing={claim.standing}>
          {!alone && (
            <span class={styles.value}>
              <OutcomeWords outcome={claim.value} />
              {claim.standing === 'counts' && disagreement && (
                <span class={styles.counts}>
                  {' · '}
                  <Trans>counts for now</Trans>
                </span>
              )}
              <StandingWords claim={claim} />
            </span>
          )}
          <span class={styles.origin}>
            {claim.bulk && (
              <>
                <Trans>everyone present</Trans>
                {' · '}
              </>
            )}
            <OriginWords origin={claim} facts={facts} />
          </span>
        </li>
      ))}
    </ul>
  )
}

interface StandingWordsProps {
  claim: ClaimLine
}

/** Why a claim does not count. */
function StandingWords({ claim }: StandingWordsProps) {
  switch (claim.standing) {
    case 'replaced':
      return (
        <>
          {' · '}
          <Trans>replaced by a later record</Trans>
        </>
      )
    case 'withdrawn':
      return (
        <>
          {' · '}
          <Trans>taken back</Trans>
        </>
      )
    case 'yielded':
      return (
        <>
          {' · '}
          <Trans>a record of the person alone goes before</Trans>
        </>
      )
    case 'correction':
      return (
        <>
          {' · '}
          <Trans>not counted yet</Trans>
        </>
      )
    default:
      return null
  }
}
