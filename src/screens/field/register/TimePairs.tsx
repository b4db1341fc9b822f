import { Trans, useLingui } from '@lingui/react/macro'
import { Trash2 } from 'lucide'
import type { SessionFacts } from '#domain/session.ts'
import { formatMinutes, formatWallTime } from '#text/format.ts'
import { Button } from '#ui/Button.tsx'
import { Field } from '#ui/Field.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import type { MarkDraftModel } from './markDraft.model.ts'
import styles from './TimePairs.module.css'

/** When the person came and left, in as many pairs as needed, and what that gives. */
export function TimePairs({ draft, facts }: { draft: MarkDraftModel; facts: SessionFacts }) {
  const { t } = useLingui()
  const pairs = draft.pairs.value
  const { minutes, ofMinutes, lateMinutes, leftEarlyMinutes } = draft.derived.value
  const now = draft.nowTime.value
  return (
    <fieldset class={styles.times}>
      <legend class={styles.legend}>
        <Trans>
          Times, if not all of {formatWallTime(facts.start)}–{formatWallTime(facts.end)}
        </Trans>
      </legend>
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place in the list
        <div class={styles.pair} key={at}>
          <Field
            type="time"
            label={<Trans>Came</Trans>}
            value={pair.from}
            onInput={(from) => draft.change(at, { from })}
          />
          <Field type="time" label={<Trans>Left</Trans>} value={pair.to} onInput={(to) => draft.change(at, { to })} />
          {pairs.length > 1 && (
            <IconButton icon={Trash2} label={t`Remove these times`} onClick={() => draft.removePair(at)} />
          )}
        </div>
      ))}
      <div class={styles.quick}>
        {now !== null && (
          <>
            <Button onClick={() => draft.cameNow()}>
              <Trans>Came now, {formatWallTime(now)}</Trans>
            </Button>
            <Button onClick={() => draft.leftNow()}>
              <Trans>Leaves now, {formatWallTime(now)}</Trans>
            </Button>
          </>
        )}
        <Button variant="plain" onClick={() => draft.addPair()}>
          <Trans>Came again</Trans>
        </Button>
      </div>
      <p class={styles.sum} role="status">
        <b>
          <Trans>
            {formatMinutes(minutes)} of {formatMinutes(ofMinutes)}
          </Trans>
        </b>
        {lateMinutes > 0 && (
          <>
            {' · '}
            <Trans>{formatMinutes(lateMinutes)} late</Trans>
          </>
        )}
        {leftEarlyMinutes > 0 && (
          <>
            {' · '}
            <Trans>left {formatMinutes(leftEarlyMinutes)} early</Trans>
          </>
        )}
      </p>
    </fieldset>
  )
}
