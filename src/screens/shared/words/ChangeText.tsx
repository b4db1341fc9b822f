import { Trans, useLingui } from '@lingui/react/macro'
import type { ChangeItem } from '#store/api.ts'
import { RECORD_WORDS } from './attendance.ts'

interface ChangeTextProps {
  what: ChangeItem['what']
  personName: string | null
  itemTitle: string | null
}

/** What a change does, in words. */
export function ChangeText({ what, personName, itemTitle }: ChangeTextProps) {
  const { i18n, t } = useLingui()
  const name = personName ?? t`Somebody`
  switch (what.kind) {
    case 'mark': {
      const status = i18n._(RECORD_WORDS[what.status])
      return (
        <>
          <Trans>
            {name}: {status}
          </Trans>
          <AtItem item={what.item} title={itemTitle} />
        </>
      )
    }
    case 'everyone':
      return (
        <>
          <Trans>Everyone present</Trans>
          <AtItem item={what.item} title={itemTitle} />
        </>
      )
    case 'withdrawal':
      return <Trans>Undo of a record</Trans>
    case 'submission':
      return <Trans>Register submitted</Trans>
    case 'not-held':
      return <Trans>Did not take place</Trans>
    case 'class-book':
      return <Trans>Class book</Trans>
    case 'assessment':
      return <Trans>What {name} can do</Trans>
    case 'signature':
      return <Trans>{name}: signature</Trans>
    case 'signature-withdrawal':
      return <Trans>{name}: signature taken back</Trans>
    case 'person':
      return personName === null ? <Trans>A new person</Trans> : <Trans>New person: {name}</Trans>
    case 'plan':
      return personName === null ? (
        <Trans>Change of the run’s list or plan</Trans>
      ) : (
        <Trans>{name} added to the run</Trans>
      )
    case 'note':
      return personName === null ? <Trans>A note</Trans> : <Trans>Note about {name}</Trans>
    case 'programme':
      return <Trans>A programme</Trans>
    case 'course':
      return <Trans>A course</Trans>
    case 'organisation':
      return <Trans>An organisation</Trans>
    case 'hub':
      return <Trans>What the hub says of itself</Trans>
    case 'board':
      return <Trans>A group and its board</Trans>
    case 'progress':
      return <Trans>Where you are in a learning module, and your answers</Trans>
    case 'command':
      return <CommandText command={what.command} name={name} />
    case 'other':
      return <Trans>Another change</Trans>
  }
}

/** What changes who may do what. */
function CommandText({ command, name }: { command: CommandName; name: string }) {
  switch (command) {
    case 'invite':
      return <Trans>{name}: a new code</Trans>
    case 'withdraw-codes':
      return <Trans>{name}: codes withdrawn</Trans>
    case 'admit':
      return <Trans>{name} may take part in Teren</Trans>
    case 'add-member':
      return <Trans>{name} added to the team</Trans>
    case 'create-run':
      return <Trans>A new run</Trans>
    case 'place-run':
      return <Trans>A programme for a run</Trans>
    case 'grant':
      return <Trans>{name} may record in a programme</Trans>
    case 'revoke':
      return <Trans>{name} may no longer record in a programme</Trans>
    case 'end-sign-in':
      return <Trans>{name}: a sign-in ended</Trans>
    case 'grant-names':
      return <Trans>{name} may see names</Trans>
    case 'revoke-names':
      return <Trans>{name} may no longer see names</Trans>
    case 'take-up':
      return <Trans>{name}: Rescued work taken up</Trans>
    case 'discard-rescued':
      return <Trans>{name}: Rescued work discarded</Trans>
    case 'link-person':
      return <Trans>{name}: who it is in the directory</Trans>
    case 'erase-person':
      return <Trans>A decision about erasing somebody’s data</Trans>
    default:
      return <Trans>Another change</Trans>
  }
}

type CommandName = Extract<ChangeItem['what'], { kind: 'command' }>['command']

/** Of one item of the agenda only. */
function AtItem({ item, title }: { item: string | undefined; title: string | null }) {
  if (item === undefined) return null
  return (
    <>
      {' · '}
      {title ?? <Trans>one item of the agenda</Trans>}
    </>
  )
}
