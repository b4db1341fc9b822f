import { Trans, useLingui } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Form } from '#screens/shared/form/Form.tsx'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { ProgrammeRow } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { localText } from '#text/localText.ts'
import { Choices } from '#ui/Choices.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { TitleField } from '../forms/TitleField.tsx'
import { SaveOrCancel } from '../SaveOrCancel.tsx'
import { NewMemberModel } from './newMember.model.ts'
import styles from './Team.module.css'
import { TEAM_ROLE_MEANINGS, TEAM_ROLE_WORDS, TEAM_ROLES } from './teamWords.ts'

interface NewMemberProps {
  office: Office
  programmes: ProgrammeRow[]
}

export function NewMember({ office, programmes }: NewMemberProps) {
  const { i18n } = useLingui()
  const { route } = useLocation()
  const draft = useKeptDraft('member')
  const model = useModel(() => new NewMemberModel({ office, draft, programmes }))
  const role = model.role.value
  async function save() {
    if (await model.save()) route(`/office/team/${model.id()}`)
  }
  return (
    <Form
      saving={model.saving}
      onSubmit={() => void save()}
      actions={
        <SaveOrCancel model={model} cancelHref="/office/team">
          <Trans>Add and make a code</Trans>
        </SaveOrCancel>
      }
    >
      <TitleField
        model={model.name}
        label={<Trans>Name</Trans>}
        hint={<Trans>Colleagues see it beside what is recorded</Trans>}
      />
      <Segmented
        label={<Trans>Role</Trans>}
        value={role}
        onChange={(next) => {
          model.role.value = next
        }}
        options={TEAM_ROLES.map((each) => ({ value: each, text: i18n._(TEAM_ROLE_WORDS[each]) }))}
      />
      <p class={styles.meaning}>{i18n._(TEAM_ROLE_MEANINGS[role])}</p>
      {role === 'trainer' && programmes.length > 0 && (
        <Choices
          label={<Trans>Programmes</Trans>}
          options={programmes.map(({ programme, title }) => ({ value: programme, text: localText(title) }))}
          chosen={{ several: model.chosen.value }}
          onChange={model.toggle}
        />
      )}
    </Form>
  )
}
