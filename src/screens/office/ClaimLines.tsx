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
  const standing = claims.filter((claim) => !isQuiet(claim))
  // The chip says already what a single one states.
  const alone = standing.length === 1 && standing[0]?.standing === 'counts' && standing[0].item === null
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role when the bullets are gone
    <ul class={styles.claims} role="list">
      {claims.map((claim) =>
        isQuiet(claim) ? (
          <li class={styles.quiet} key={`${claim.recorder} ${claim.key}`}>
            <QuietWords claim={claim} /> <AtItem claim={claim} />
            <OutcomeWords outcome={claim.value} own={claim.own} />
            {' · '}
            <Bulk claim={claim} />
            <OriginWords origin={claim} facts={facts} />
          </li>
        ) : (
          <li class={styles.claim} key={`${claim.recorder} ${claim.key}`} data-standing={claim.standing}>
            {!alone && (
              <span class={styles.value}>
                <AtItem claim={claim} />
                <OutcomeWords outcome={claim.value} own={claim.own} />
                {claim.standing === 'counts' && disagreement && (
                  <span class={styles.counts}>
                    {' · '}
                    <Trans>counts for now</Trans>
                  </span>
                )}
                {claim.standing === 'correction' && (
                  <>
                    {' · '}
                    <Trans>not counted yet</Trans>
                  </>
                )}
              </span>
            )}
            <span class={styles.origin}>
              <Bulk claim={claim} />
              <OriginWords origin={claim} facts={facts} />
            </span>
          </li>
        ),
      )}
    </ul>
  )
}

const isQuiet = ({ standing }: ClaimLine): boolean =>
  standing === 'replaced' || standing === 'withdrawn' || standing === 'yielded'

interface ClaimProps {
  claim: ClaimLine
}

/** Of which item of the agenda it is. */
function AtItem({ claim: { item } }: ClaimProps) {
  return item && <>{item.title ?? <Trans>an item that is not in the agenda any more</Trans>}: </>
}

function Bulk({ claim }: ClaimProps) {
  return (
    claim.bulk && (
      <>
        <Trans>everyone present</Trans>
        {' · '}
      </>
    )
  )
}

/** Why a claim does not count any more. */
function QuietWords({ claim }: ClaimProps) {
  switch (claim.standing) {
    case 'withdrawn':
      return <Trans>Taken back:</Trans>
    case 'yielded':
      return <Trans>Set aside for a record of this person alone:</Trans>
    default:
      return <Trans>Replaced:</Trans>
  }
}
