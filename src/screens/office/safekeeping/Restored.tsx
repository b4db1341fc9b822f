import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { CircleCheck, Clock, Unlock } from 'lucide'
import type { RestoredPhone, SafekeepingReport } from '#domain/safekeeping.ts'
import { formatMoment } from '#text/format.ts'
import { Banner } from '#ui/Banner.tsx'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { TEAM_ROLE_WORDS } from '../team/teamWords.ts'
import styles from './Safekeeping.module.css'
import { phoneName, phoneState, type SafekeepingScreen } from './safekeeping.model.ts'

interface RestoredProps {
  model: SafekeepingScreen
  restored: NonNullable<SafekeepingReport['restored']>
  now: number
}

/** A hub that was put back from a backup: which phones go on, and how much they brought back. */
export function Restored({ model, restored, now }: RestoredProps) {
  const { t } = useLingui()
  const taken = formatMoment(restored.takenAt, now)
  const isOpen = restored.confirmedAt !== null
  const phones = model.phones.value
  const [come, all] = [model.come.value, phones.length]
  return (
    <section class={styles.section}>
      <h2 class={styles.heading}>
        <Trans>Put back from a backup</Trans>
      </h2>
      {isOpen ? (
        <Banner tone="good" icon={CircleCheck} role="status">
          <Trans>
            The hub is as in the backup ({taken}), with all that phones brought back. Everybody reads again.
          </Trans>
        </Banner>
      ) : (
        <Banner tone="warning" role="status">
          <Trans>
            The hub is as in the backup ({taken}). What people record is received, but nobody sees anything new until
            you have looked through the phones below.
          </Trans>
        </Banner>
      )}
      <div class={styles.figures}>
        <p>
          <Plural value={restored.taken} one="# change is back." other="# changes are back." />{' '}
          <Trans>
            Phones that have come: {come} of {all}.
          </Trans>
        </p>
        {restored.apart > 0 && (
          <p class={styles.quiet}>
            <Plural
              value={restored.apart}
              one="# change could not be put in any more. The server keeps it apart."
              other="# changes could not be put in any more. The server keeps them apart."
            />
          </p>
        )}
      </div>
      {isOpen ? (
        <List label={t`Phones`}>
          {phones.map((phone) => (
            <ListRow
              key={phoneName(phone)}
              detail={<Detail phone={phone} now={now} />}
              trailing={<Chip phone={phone} />}
            >
              {phone.name}
            </ListRow>
          ))}
        </List>
      ) : (
        <Deciding model={model} phones={phones} now={now} />
      )}
    </section>
  )
}

interface DecidingProps {
  model: SafekeepingScreen
  phones: readonly RestoredPhone[]
  now: number
}

/** Everybody's phones but this one, each to go on or to end. */
function Deciding({ model, phones, now }: DecidingProps) {
  const others = phones.filter(({ isHere }) => !isHere)
  const ending = model.ending.value
  const going = others.map(phoneName).filter((name) => !ending.includes(name))
  const count = others.length - going.length
  return (
    <>
      {others.length > 0 && (
        <Choices
          label={<Trans>These phones go on</Trans>}
          hint={<Trans>Clear whatever was lost, handed back or ended since the backup.</Trans>}
          options={others.map((phone) => ({
            value: phoneName(phone),
            text: phone.name,
            detail: <Detail phone={phone} now={now} />,
          }))}
          chosen={{ several: going }}
          onChange={(name) => model.toggle(name)}
          disabled={model.busy.value}
        />
      )}
      <Button variant="primary" icon={Unlock} busy={model.busy.value} onClick={() => void model.confirm()}>
        {count > 0 ? (
          <Plural value={count} one="End # sign-in and open the hub" other="End # sign-ins and open the hub" />
        ) : (
          <Trans>Confirm and open the hub</Trans>
        )}
      </Button>
    </>
  )
}

function Detail({ phone, now }: { phone: RestoredPhone; now: number }) {
  const { i18n } = useLingui()
  const since = formatMoment(phone.since, now)
  return (
    <>
      {i18n._(TEAM_ROLE_WORDS[phone.role])}
      {phone.label && ` · ${phone.label}`} · <Trans>signed in since {since}</Trans> · <Gave phone={phone} />
    </>
  )
}

function Gave({ phone }: { phone: RestoredPhone }) {
  switch (phoneState(phone)) {
    case 'missing':
      return <Trans>has not come yet</Trans>
    case 'giving':
      return <Plural value={phone.left} one="# change still to come" other="# changes still to come" />
    case 'done':
      return phone.taken > 0 ? (
        <Plural value={phone.taken} one="brought # change" other="brought # changes" />
      ) : (
        <Trans>had nothing that was missing</Trans>
      )
  }
}

function Chip({ phone }: { phone: RestoredPhone }) {
  return phoneState(phone) === 'done' ? (
    <StatusChip tone="present" icon={CircleCheck}>
      <Trans>Has come</Trans>
    </StatusChip>
  ) : (
    <StatusChip tone="late" icon={Clock}>
      <Trans>Awaited</Trans>
    </StatusChip>
  )
}
