import { Trans, useLingui } from '@lingui/react/macro'
import type { FieldChange } from '#domain/fieldChange.ts'
import type { MemberId } from '#domain/ids.ts'
import type { SessionFacts } from '#domain/session.ts'
import type { RegisterView } from '#store/api.ts'
import { formatList, formatMoment, formatShortDay, formatWallTimes } from '#text/format.ts'

interface FieldChangeWordsProps {
  change: FieldChange
  view: RegisterView
  now: number
}

const whenOf = ({ date, start, end }: SessionFacts): string => `${formatShortDay(date)} ${formatWallTimes(start, end)}`

/** Who changed the session in the field, when, what stood there before and what stands now, and why. */
export function FieldChangeWords({ change, view, now }: FieldChangeWordsProps) {
  const { t } = useLingui()
  const { by, at, was, now: is, reason, second } = change
  const nameOf = (member: MemberId) => view.members.get(member) ?? t`somebody`
  const who = by === null ? t`somebody` : nameOf(by)
  const when = formatMoment(at, now, view.session.facts.zone)
  const taught = (members: MemberId[] = []) => formatList(members.map(nameOf)) || t`nobody named`
  const instead = (after: string, before: string) => t`${after} (before: ${before})`
  const [before, after] = [was.facts && whenOf(was.facts), is.facts && whenOf(is.facts)]
  const lines = [
    before && after && (before === after ? t`other breaks` : instead(after, before)),
    is.place !== undefined && instead(is.place || t`no place`, was.place || t`no place`),
    is.trainers && instead(taught(is.trainers), taught(was.trainers)),
    second && t`Split in two: the rest is a session of its own. What was marked stays here.`,
  ].filter(Boolean)
  return (
    <>
      <b>
        <Trans>
          Changed in the field by {who}, {when}
        </Trans>
      </b>
      {': '}
      {lines.join(' · ')}
      {reason !== '' && ` · ${reason}`}
    </>
  )
}
