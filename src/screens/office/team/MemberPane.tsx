import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { Clock, KeyRound, TriangleAlert } from 'lucide'
import type { MemberId } from '#domain/ids.ts'
import { LazyCodeCard } from '#screens/shared/codes/LazyCodeCard.tsx'
import { useOffline } from '#screens/shared/useOffline.ts'
import { storeFailureWords } from '#screens/shared/words/failures.ts'
import type { Seat } from '#store/api.ts'
import type { Office, TeamRow } from '#store/officeApi.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { ErrorNote } from '#ui/ErrorNote.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { Devices } from './Devices.tsx'
import { LinkedPerson } from './LinkedPerson.tsx'
import { MemberProgrammes } from './MemberProgrammes.tsx'
import { MemberModel, type MemberScreen } from './member.model.ts'
import styles from './Team.module.css'
import { TEAM_ROLE_MEANINGS, TEAM_ROLE_WORDS, type TeamRole } from './teamWords.ts'

interface MemberPaneProps {
  seat: Seat
  office: Office
  member: MemberId
}

/** One member: the way in, what they may see, on which devices they are, and who they are. */
export function MemberPane({ seat, office, member }: MemberPaneProps) {
  const { i18n } = useLingui()
  const model = useModel(() => new MemberModel(seat, office, member))
  const found = model.row.value
  if (found.state === 'loading') return <Skeleton shape="rows" count={4} />
  if (found.state === 'missing') return <NotOnThisDevice filling={seat.connection.value.filling} />
  const { value: row } = found
  const failure = model.saving.failure.value && storeFailureWords(model.saving.failure.value)
  return (
    <div class={styles.member}>
      <p class={styles.meaning}>
        <b>{i18n._(TEAM_ROLE_WORDS[row.role])}</b>. {i18n._(TEAM_ROLE_MEANINGS[row.role as TeamRole])}
      </p>
      {row.isRefused && (
        <Banner tone="error" icon={TriangleAlert} href="/waiting">
          <Trans>The hub refused a change about {row.displayName}. See why.</Trans>
        </Banner>
      )}
      {failure && (
        <ErrorNote title={i18n._(failure.happened)} safe={failure.safe && i18n._(failure.safe)}>
          {i18n._(failure.todo)}
        </ErrorNote>
      )}
      <Code model={model} seat={seat} row={row} />
      <MemberProgrammes model={model} row={row} />
      <Devices model={model} row={row} />
      {row.role !== 'observer' && <LinkedPerson model={model} row={row} />}
    </div>
  )
}

interface CodeProps {
  model: MemberScreen
  seat: Seat
  row: TeamRow
}

/** The code that lets them in, from being asked for to being used. */
function Code({ model, seat, row }: CodeProps) {
  const offline = useOffline()
  const invitation = model.invitation.value
  const { serverId, hubName } = seat.info.value
  const active = row.signIns.filter(({ state }) => state === 'active').length
  const ask = (
    <Button icon={KeyRound} busy={model.saving.busy.value} onClick={() => void model.invite(row.displayName)}>
      {active > 0 ? <Trans>Make a code for another device</Trans> : <Trans>Make a new code</Trans>}
    </Button>
  )
  if (invitation?.state === 'given' && invitation.code !== null && invitation.expiresAt !== null) {
    return (
      <LazyCodeCard
        displayName={row.displayName}
        hubName={hubName}
        serverId={serverId}
        code={invitation.code}
        expiresAt={invitation.expiresAt}
        now={model.now.value}
      />
    )
  }
  if (invitation?.state === 'asked') {
    return (
      <Banner tone="info" icon={Clock} role="status">
        {offline || seat.connection.value.state !== 'connected' ? (
          <Trans>The code is made by the hub. It appears here when the hub is reached.</Trans>
        ) : (
          <Trans>The hub is making the code …</Trans>
        )}
      </Banner>
    )
  }
  return (
    <div class={styles.code}>
      <p>
        {active > 0 ? (
          <Plural value={active} one="Signed in on # device." other="Signed in on # devices." />
        ) : (
          <Trans>Not signed in on any device.</Trans>
        )}
      </p>
      {ask}
    </div>
  )
}
