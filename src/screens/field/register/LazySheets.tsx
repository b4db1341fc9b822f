import type { SessionId } from '#domain/ids.ts'
import { lazySheet } from '#screens/shared/lazySheet.tsx'
import type { Seat } from '#store/api.ts'
import type { RegisterScreen } from './register.model.ts'

interface SheetsProps {
  model: RegisterScreen
  seat: Seat
  session: SessionId
}

const Sheets = lazySheet<SheetsProps & { onClose: () => void }>(
  async () => (await import('./RegisterSheets.tsx')).RegisterSheets,
)

/** What lies over the list, if anything. Marking needs none of it, so it comes when it is first opened. */
export function LazySheets(props: SheetsProps) {
  const { model } = props
  return model.sheet.value === null ? null : <Sheets {...props} onClose={() => model.closeSheet()} />
}
