import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { ChevronRight, CircleDashed, IdCard, Printer, Smartphone, Users } from 'lucide'
import type { RunId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { dayIn, formatNearDayInline, formatNumber } from '#text/format.ts'
import { localText } from '#text/localText.ts'
import { Banner } from '#ui/Banner.tsx'
import { BottomBar } from '#ui/BottomBar.tsx'
import { Button } from '#ui/Button.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { Icon } from '#ui/Icon.tsx'
import { List } from '#ui/List.tsx'
import { ListRow } from '#ui/ListRow.tsx'
import { Page } from '#ui/Page.tsx'
import { SavingLine } from '#ui/SavingLine.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StatusChip } from '#ui/StatusChip.tsx'
import { TopBar } from '#ui/TopBar.tsx'
import { NobodySignedIn } from '../NobodySignedIn.tsx'
import { useApp } from '../services.ts'
import { BadgeSheet } from './BadgeSheet.tsx'
import styles from './Badges.module.css'
import { BadgesModel, type BadgesScreen, type PersonBadge } from './badges.model.ts'
import { NotKept } from './NotKept.tsx'

interface BadgesPageProps {
  run: RunId
  /** Whence it was opened. */
  backHref: string
}

/** Badges with which the people of a run check in (F9). */
export function BadgesPage(props: BadgesPageProps) {
  const seat = useApp().device.seat.value
  return seat === null ? <NobodySignedIn /> : <SeatBadges seat={seat} {...props} />
}

function SeatBadges({ seat, run, backHref }: BadgesPageProps & { seat: Seat }) {
  const { t } = useLingui()
  const model = useModel(() => new BadgesModel(seat, run))
  const title = model.title.value
  const shown = model.shown.value
  return (
    <>
      <Page
        top={
          <>
            <TopBar backHref={backHref} title={t`Badges`} subtitle={title && localText(title)} />
            <SavingLine saving={seat.saving.value} now={seat.now().at} href="/waiting" />
          </>
        }
        bottom={<Actions model={model} run={run} />}
      >
        <People model={model} />
      </Page>
      {shown && <BadgeSheet model={model} row={shown} />}
    </>
  )
}

function People({ model }: { model: BadgesScreen }) {
  const { t } = useLingui()
  const rows = model.rows.value
  if (rows.state === 'loading') {
    return model.failure.value ? <NotKept model={model} /> : <Skeleton shape="rows" count={8} />
  }
  if (rows.state === 'missing') {
    return (
      <EmptyState icon={Users} title={<Trans>This run is not on this phone</Trans>}>
        <Trans>It may belong to a programme that you do not record in, or it was never received here.</Trans>
      </EmptyState>
    )
  }
  if (rows.value.length === 0) {
    return (
      <EmptyState icon={Users} title={<Trans>Nobody is on the list of this run</Trans>}>
        <Trans>Add people to the run first. Then make their badges here.</Trans>
      </EmptyState>
    )
  }
  const fresh = model.fresh.value.length
  return (
    <>
      <p class={styles.lead}>
        <Trans>
          Whoever shows a badge at the door is recorded by “Scan badges” in the register, also without a network.
        </Trans>
      </p>
      <NotKept model={model} />
      {fresh > 0 && (
        <Banner tone="warning" icon={IdCard} role="status">
          <Plural
            value={fresh}
            one="# new badge. Hand it over now: its code is kept nowhere, and is gone when the app is closed. Then you can only make another."
            other="# new badges. Hand them over now: their codes are kept nowhere, and are gone when the app is closed. Then you can only make others."
          />
        </Banner>
      )}
      <List label={t`People of the run`}>
        {rows.value.map((row) => (
          <BadgeLine
            key={row.person.person}
            row={row}
            today={dayIn(model.now.value)}
            onOpen={() => model.open(row.person.person)}
          />
        ))}
      </List>
    </>
  )
}

interface BadgeLineProps {
  row: PersonBadge
  today: string
  onOpen: () => void
}

function BadgeLine({ row: { person, issuedAt, onPhone, text }, today, onOpen }: BadgeLineProps) {
  const day = issuedAt === null ? '' : formatNearDayInline(dayIn(issuedAt), today)
  return (
    <ListRow
      onClick={onOpen}
      trailing={<Icon icon={ChevronRight} size={20} />}
      detail={
        <span class={styles.state}>
          {text !== null ? (
            <StatusChip tone="late" icon={IdCard}>
              <Trans>New, to hand over</Trans>
            </StatusChip>
          ) : issuedAt !== null ? (
            <StatusChip tone="accent" icon={IdCard}>
              <Trans>Badge of {day}</Trans>
            </StatusChip>
          ) : null}
          {onPhone && (
            <StatusChip tone="present" icon={Smartphone}>
              <Trans>On their own phone</Trans>
            </StatusChip>
          )}
          {issuedAt === null && !onPhone && (
            <StatusChip tone="unset" icon={CircleDashed}>
              <Trans>No badge yet</Trans>
            </StatusChip>
          )}
        </span>
      }
    >
      <b>{person.displayName || <Trans>Name not received yet</Trans>}</b>
    </ListRow>
  )
}

function Actions({ model, run }: { model: BadgesScreen; run: RunId }) {
  const { t } = useLingui()
  const [without, fresh] = [model.without.value.length, model.fresh.value.length]
  const paper = `/print/cards/${run}`
  if (without === 0 && fresh === 0) return null
  if (without === 0) {
    return (
      <BottomBar>
        <Button variant="primary" icon={Printer} href={paper}>
          <Trans>Print badges · {formatNumber(fresh)}</Trans>
        </Button>
      </BottomBar>
    )
  }
  return (
    <BottomBar>
      {fresh > 0 && (
        <Button variant="square" icon={Printer} label={t`Print badges · ${formatNumber(fresh)}`} href={paper} />
      )}
      <Button variant="primary" icon={IdCard} busy={model.working.value} onClick={() => void model.issueAll()}>
        <Trans>Make badges · {formatNumber(without)}</Trans>
      </Button>
    </BottomBar>
  )
}
