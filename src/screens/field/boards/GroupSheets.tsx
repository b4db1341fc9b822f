import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSignal } from '@preact/signals'
import { Hand, Shuffle } from 'lucide'
import type { PersonId } from '#domain/ids.ts'
import { useDraft } from '#screens/shared/useDraft.ts'
import type { BoardRow } from '#store/boardsApi.ts'
import { Button } from '#ui/Button.tsx'
import { Choices } from '#ui/Choices.tsx'
import { Field } from '#ui/Field.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Select } from '#ui/Select.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import styles from './Boards.module.css'
import { type BoardsScreen, sizeOf } from './boards.model.ts'
import { useGroupWords } from './boardWords.tsx'

const MOST_GROUPS = 12

/** How many groups, and whether Teren deals. */
export function MakeGroupsSheet({ model }: { model: BoardsScreen }) {
  const { t } = useLingui()
  const people = model.free.value.length
  const most = Math.max(1, Math.min(MOST_GROUPS, people))
  const way = useSignal<'random' | 'hand'>(people > 0 ? 'random' : 'hand')
  const count = useSignal(String(Math.max(1, Math.min(most, Math.round(people / 5)))))
  const isRandom = way.value === 'random' && people > 0
  const counts = Array.from({ length: isRandom ? most : MOST_GROUPS }, (_, at) => at + 1)
  const wordsOf = (groups: number) => {
    const size = sizeOf(people, groups)
    const words = t`${plural(groups, { one: '# group', other: '# groups' })}`
    return isRandom ? t`${words}, people in each: ${size}` : words
  }
  return (
    <Sheet
      title={<Trans>Make groups</Trans>}
      onClose={() => model.open(null)}
      footer={
        <Button variant="primary" onClick={() => void model.makeGroups(Number(count.value), isRandom)}>
          <Trans>Make groups</Trans>
        </Button>
      }
    >
      <div class={styles.sheetFields}>
        <Segmented
          label={<Trans>Who comes into which group</Trans>}
          value={isRandom ? 'random' : 'hand'}
          onChange={(chosen) => {
            way.value = chosen
            if (chosen === 'random' && Number(count.value) > most) count.value = String(most)
          }}
          options={[
            { value: 'random', text: <Trans>At random</Trans>, icon: Shuffle },
            { value: 'hand', text: <Trans>By hand</Trans>, icon: Hand },
          ]}
        />
        <Select
          label={<Trans>How many</Trans>}
          value={count.value}
          onChange={(chosen) => {
            count.value = chosen
          }}
          options={counts.map((groups) => ({ value: String(groups), text: wordsOf(groups) }))}
        />
        <p class={styles.quiet}>
          {people === 0 ? (
            <Trans>Everybody here is in a group already: the new ones are empty.</Trans>
          ) : isRandom ? (
            <Trans>Only those who are here and in no group yet are dealt.</Trans>
          ) : (
            <Trans>The groups are empty at first. Choose the people of each.</Trans>
          )}
        </p>
      </div>
    </Sheet>
  )
}

/** Name and people of one group. */
export function GroupSheet({ model, board }: { model: BoardsScreen; board: BoardRow }) {
  const { t } = useLingui()
  const { groupName, nameOf } = useGroupWords(model)
  const name = useDraft('group', board.group).text('name', board.name)
  const chosen = useSignal<readonly PersonId[]>(board.members)
  const detailOf = (person: PersonId, isPresent: boolean) => {
    const other = model.groupOf.value.get(person)
    if (other && other.group !== board.group) return t`Now in: ${groupName(other)}`
    return isPresent || !model.isMarked.value ? undefined : t`Not marked as present`
  }
  return (
    <Sheet
      title={groupName(board)}
      onClose={() => model.open(null)}
      footer={
        <>
          {board.items.length === 0 && (
            <Button variant="danger" onClick={() => void model.remove(board)}>
              <Trans>Remove the group</Trans>
            </Button>
          )}
          <Button variant="primary" onClick={() => void model.change(board, name.value, chosen.value)}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div class={styles.sheetFields}>
        <Field
          label={<Trans>Name of the group</Trans>}
          hint={<Trans>May stay empty: then it goes by its number.</Trans>}
          value={name.value}
          maxLength={100}
          onInput={(said) => {
            name.value = said
          }}
        />
        <Choices
          label={<Trans>Who is in it</Trans>}
          chosen={{ several: chosen.value }}
          onChange={(person) => {
            const now = chosen.value
            chosen.value = now.includes(person) ? now.filter((one) => one !== person) : [...now, person]
          }}
          options={model.people.value.map(({ person, isPresent }) => ({
            value: person,
            text: <span dir="auto">{nameOf(person)}</span>,
            detail: detailOf(person, isPresent),
          }))}
        />
      </div>
    </Sheet>
  )
}
