import { Trans, useLingui } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { itemsAt, LONGEST_TEXT, yearsOf } from '#domain/boards/board.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import type { BoardItem, BoardPlace, BoardRow } from '#store/boardsApi.ts'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { Select } from '#ui/Select.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { TextArea } from '#ui/TextArea.tsx'
import styles from './Boards.module.css'
import { type BoardsScreen, placeKey } from './boards.model.ts'
import { PART_WORDS, useGroupWords } from './boardWords.tsx'

interface ItemSheetProps {
  model: BoardsScreen
  board: BoardRow
  /** null: a new one. */
  item: BoardItem | null
  place: BoardPlace
}

/** The words of one entry, and where it stands. */
export function ItemSheet({ model, board, item, place }: ItemSheetProps) {
  const { t } = useLingui()
  const draft = useDraft('board-item', board.group, item?.id ?? placeKey(place))
  const text = draft.text('text', item?.texts.join('\n') ?? '')
  const where = draft.text('where', placeKey(place))
  const missing = useSignal(false)
  const places = usePlaces(board, item)
  const save = () => {
    missing.value = text.value.trim() === ''
    if (missing.value) return
    const to = places.find(({ value }) => value === where.value)?.place ?? place
    void model.write(item, to, text.value)
  }
  return (
    <Sheet
      title={item === null ? <Trans>New entry</Trans> : <Trans>Change the entry</Trans>}
      onClose={() => model.open(null)}
      footer={
        <>
          {item !== null && (
            <Button variant="danger" onClick={() => void model.takeAway(item)}>
              <Trans>Take away</Trans>
            </Button>
          )}
          <Button variant="primary" onClick={save}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div class={styles.sheetFields}>
        <TextArea
          label={<Trans>Text</Trans>}
          hint={
            item !== null &&
            item.texts.length > 1 && (
              <Trans>Two phones wrote at the same time; both texts are here. What you save takes their place.</Trans>
            )
          }
          error={missing.value && t`Write something first.`}
          value={text.value}
          rows={3}
          maxLength={LONGEST_TEXT}
          onInput={(said) => {
            text.value = said
            missing.value = false
          }}
        />
        <Select
          label={<Trans>Where it stands</Trans>}
          value={where.value}
          onChange={(chosen) => {
            where.value = chosen
          }}
          options={places.map(({ value, words }) => ({ value, text: words }))}
        />
      </div>
    </Sheet>
  )
}

/** Where an entry can stand. What has reasons under it stays an option: they would stand under nothing. */
function usePlaces(board: BoardRow, item: BoardItem | null) {
  const { t, i18n } = useLingui()
  const at = (place: BoardPlace, words: string) => ({ place, words, value: placeKey(place) })
  const options = itemsAt(board, { list: 'options' })
  const hasReasons = board.items.some(({ place }) => 'option' in place && place.option === item?.id)
  const asOption = at({ list: 'options' }, i18n._(PART_WORDS.options))
  if (hasReasons) return [asOption]
  return [
    at({ list: 'priorities' }, i18n._(PART_WORDS.priorities)),
    asOption,
    ...options
      .filter(({ id }) => id !== item?.id)
      .flatMap(({ id, texts }) => {
        const option = texts[0] ?? ''
        return [
          at({ list: 'pro', option: id }, t`For: ${option}`),
          at({ list: 'con', option: id }, t`Against: ${option}`),
        ]
      }),
    ...yearsOf(board).map((year) => at({ list: 'year', year }, t`Plan, year ${year}`)),
    at({ list: 'cards' }, i18n._(PART_WORDS.cards)),
  ]
}

interface VotesSheetProps {
  model: BoardsScreen
  board: BoardRow
  item: BoardItem
}

/** One vote of each person of the group, tapped on whichever phone is at hand. */
export function VotesSheet({ model, board, item }: VotesSheetProps) {
  const { nameOf } = useGroupWords(model)
  // Also who voted and is in another group by now.
  const known = new Set([...board.members, ...item.votes])
  const named = model.people.value.flatMap(({ person }) => (known.has(person) ? person : []))
  const voters = [...new Set([...named, ...known])]
  return (
    <Sheet
      title={<Trans>Votes</Trans>}
      subtitle={<span dir="auto">{item.texts[0]}</span>}
      onClose={() => model.open(null)}
      isText={voters.length === 0}
      footer={
        <Button variant="primary" onClick={() => model.open(null)}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      {voters.length === 0 ? (
        <p class={styles.quiet}>
          <Trans>Nobody is in this group yet. Choose its people first: each has one vote.</Trans>
        </p>
      ) : (
        <Choices
          label={<Trans>Who votes for it</Trans>}
          chosen={{ several: item.votes }}
          onChange={(person) => void model.vote(item, person)}
          options={voters.map((person) => ({ value: person, text: <span dir="auto">{nameOf(person)}</span> }))}
        />
      )}
    </Sheet>
  )
}
