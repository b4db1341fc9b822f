import { Trans, useLingui } from '@lingui/react/macro'
import { SignatureMark } from '#screens/shared/signatures/SignatureMark.tsx'
import { RECORD_WORDS } from '#screens/shared/words/attendance.ts'
import { formatNumber, formatWallTimes } from '#text/format.ts'
import { Paged } from './Paged.tsx'
import { PaperFoot } from './PaperFoot.tsx'
import { PersonWords } from './PersonWords.tsx'
import { SheetHead, SheetHeadAgain } from './SheetHead.tsx'
import styles from './SheetPaper.module.css'
import { sheetTail } from './SheetTail.tsx'
import type { Sheet, SheetRow } from './sheet.model.ts'

/** recorded: with what is known. blank: to be filled in by hand. */
export type SheetKind = 'recorded' | 'blank'

export interface SheetLook {
  kind: SheetKind
  /** To be filled in by hand, after everybody who is listed. */
  emptyRows: number
}

interface SheetPaperProps {
  sheet: Sheet
  look: SheetLook
  hubName: string
  now: number
  letters: string
  onPages?: (count: number) => void
}

/** In mm; together as wide as a page. */
const WIDTHS: Record<SheetKind, readonly number[]> = {
  recorded: [9, 52, 39, 32, 17, 37],
  blank: [9, 57, 42, 16, 16, 46],
}

/** The attendance sheet of one session, on as many pages as it needs. */
export function SheetPaper({ sheet, look, hubName, now, letters, onPages }: SheetPaperProps) {
  const { t } = useLingui()
  const { kind, emptyRows } = look
  const { rows, walkIns } = sheet
  const listed = rows.length + walkIns.length
  const isBlank = kind === 'blank'
  const lines = [
    ...rows.map((row) => <PersonRow key={row.person} row={row} sheet={sheet} kind={kind} />),
    ...(walkIns.length > 0
      ? [
          <tr key="walk-ins">
            <td class={styles.divide} colSpan={WIDTHS[kind].length}>
              <Trans>Came without being on the list</Trans>
            </td>
          </tr>,
        ]
      : []),
    ...walkIns.map((row) => <PersonRow key={row.person} row={row} sheet={sheet} kind={kind} />),
    ...Array.from({ length: emptyRows }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells empty rows apart
      <tr key={`empty-${at}`}>
        <td class={styles.number}>{formatNumber(listed + at + 1)}</td>
        {WIDTHS[kind].slice(1).map((width, cell) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nor their cells
          <td key={cell} data-width={width} />
        ))}
      </tr>
    )),
  ]
  return (
    <Paged
      measuredWith={letters}
      {...(onPages ? { onPages } : {})}
      firstHead={<SheetHead sheet={sheet} kind={kind} hubName={hubName} />}
      head={<SheetHeadAgain sheet={sheet} hubName={hubName} />}
      widths={WIDTHS[kind]}
      columns={
        <tr>
          <th scope="col">{t({ context: 'column of a printed list: number', message: 'No.' })}</th>
          <th scope="col">
            <Trans>Name</Trans>
          </th>
          <th scope="col">
            <Trans>Organisation</Trans>
          </th>
          <th scope="col">{isBlank ? <Trans>Came at</Trans> : <Trans>Attendance</Trans>}</th>
          <th scope="col">{isBlank ? <Trans>Left at</Trans> : <Trans>Minutes</Trans>}</th>
          <th scope="col">
            <Trans>Signature</Trans>
          </th>
        </tr>
      }
      rows={lines}
      tail={sheetTail(sheet, look)}
      foot={(page, of) => <PaperFoot now={now} demonstration={sheet.view.run.demonstration} page={page} of={of} />}
    />
  )
}

interface PersonRowProps {
  row: SheetRow
  sheet: Sheet
  kind: SheetKind
}

function PersonRow({ row, sheet, kind }: PersonRowProps) {
  return (
    <tr>
      <td class={styles.number}>{formatNumber(row.number)}</td>
      <td class={styles.name} translate={false} dir="auto">
        <PersonWords row={row} />
      </td>
      <td class={styles.organisation} translate={false} dir="auto">
        {row.row?.organisationName}
      </td>
      {kind === 'blank' ? (
        <>
          <td />
          <td />
        </>
      ) : (
        <Recorded row={row} sheet={sheet} />
      )}
      <td class={styles.signed}>{kind === 'recorded' && row.signed && <SignatureMark signed={row.signed} />}</td>
    </tr>
  )
}

/** What counts for one person. A star where something is told of it below the list. */
function Recorded({ row: { outcome, own, spans, remarks }, sheet }: Omit<PersonRowProps, 'kind'>) {
  const { i18n } = useLingui()
  const { facts } = sheet.register
  const times = spans.map(({ from, to }) => formatWallTimes(from ?? facts.start, to ?? facts.end)).join(', ')
  return (
    <>
      <td class={styles.status}>
        {own && `${own} · `}
        {outcome === null ? <Trans>Not recorded</Trans> : i18n._(RECORD_WORDS[outcome.status])}
        {outcome?.status === 'present' && facts.mode === 'both' && (
          <> ({outcome.mode === 'online' ? <Trans>online</Trans> : <Trans>on site</Trans>})</>
        )}
        {remarks.length > 0 && ' *'}
        {times && <span class={styles.times}>{times}</span>}
      </td>
      <td class={styles.minutes}>{outcome !== null && formatNumber(outcome.minutes)}</td>
    </>
  )
}
