import type { SessionId } from '#domain/ids.ts'
import type { Seat } from '#store/api.ts'
import { ClassBookSheet } from './ClassBookSheet.tsx'
import { SeveralSheet } from './hand/SeveralSheet.tsx'
import { StepsSheet } from './hand/StepsSheet.tsx'
import { MarkSheet } from './MarkSheet.tsx'
import { MoreSheet } from './MoreSheet.tsx'
import { NotHeldSheet } from './NotHeldSheet.tsx'
import type { RegisterScreen } from './register.model.ts'
import { SubmitSheet } from './SubmitSheet.tsx'
import { LazyScanSheet } from './scan/LazyScanSheet.tsx'
import { WalkInSheet } from './WalkInSheet.tsx'

interface RegisterSheetsProps {
  model: RegisterScreen
  seat: Seat
  session: SessionId
}

/** What lies over the list, if anything. */
export function RegisterSheets({ model, seat, session }: RegisterSheetsProps) {
  const open = model.sheet.value
  if (open === null) return null
  switch (open.kind) {
    case 'mark': {
      const row = model.rows.value.find(({ person }) => person === open.person)
      return row ? <MarkSheet key={open.person} model={model} session={session} row={row} /> : null
    }
    case 'walk-in':
      return <WalkInSheet model={model} session={session} seat={seat} />
    case 'scan':
      return <LazyScanSheet model={model} seat={seat} onClose={() => model.closeSheet()} />
    case 'more':
      return <MoreSheet model={model} seat={seat} />
    case 'several':
      return <SeveralSheet key={open.first} model={model} seat={seat} session={session} first={open.first} />
    case 'steps':
      return <StepsSheet model={model} />
    case 'submit':
      return <SubmitSheet model={model} />
    case 'class-book':
      return <ClassBookSheet model={model} seat={seat} session={session} />
    case 'not-held':
      return <NotHeldSheet model={model} session={session} />
  }
}
