import { Trans } from '@lingui/react/macro'
import { useModel } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { NobodySignedIn } from '#screens/shared/NobodySignedIn.tsx'
import { useApp } from '#screens/shared/services.ts'
import { useKeptDraft } from '#screens/shared/useDraft.ts'
import type { ProgrammeRow, Seat } from '#store/api.ts'
import type { Office } from '#store/officeApi.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { FormDesk } from '../forms/FormDesk.tsx'
import { NotOnThisDevice } from '../NotOnThisDevice.tsx'
import { ProgrammeCourses } from './ProgrammeCourses.tsx'
import { ProgrammeForm } from './ProgrammeForm.tsx'
import { ProgrammeModel } from './programme.model.ts'
import { ProgrammeFormModel } from './programmeForm.model.ts'

/** A programme that is made or changed, with its courses. Without an id: a new one. */
export function ProgrammePage({ programme }: { programme?: string }) {
  const seat = useApp().device.seat.value
  if (!seat) return <NobodySignedIn />
  return (
    <FormDesk
      seat={seat}
      backHref="/office"
      title={programme === undefined ? <Trans>New programme</Trans> : <Trans>Programme</Trans>}
    >
      {(office) =>
        programme === undefined ? (
          <FormOf office={office} programme={null} />
        ) : (
          <KnownProgramme key={programme} seat={seat} office={office} id={programme} />
        )
      }
    </FormDesk>
  )
}

interface KnownProgrammeProps {
  seat: Seat
  office: Office
  id: string
}

function KnownProgramme({ seat, office, id }: KnownProgrammeProps) {
  const model = useModel(() => new ProgrammeModel(seat, office, id))
  const found = model.programme.value
  if (found.state === 'loading') return <Skeleton shape="rows" count={4} />
  if (found.state === 'missing') return <NotOnThisDevice filling={seat.connection.value.filling} />
  return (
    <>
      <FormOf office={office} programme={found.value} />
      <ProgrammeCourses programme={found.value.programme} courses={model.courses.value} />
    </>
  )
}

function FormOf({ office, programme }: { office: Office; programme: ProgrammeRow | null }) {
  const { route } = useLocation()
  const draft = useKeptDraft('programme', programme?.programme ?? 'new')
  const model = useModel(() => new ProgrammeFormModel({ office, draft, programme }))
  return <ProgrammeForm model={model} cancelHref="/office" onSaved={() => route('/office')} />
}
