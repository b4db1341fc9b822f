import { lazySheet } from '#screens/shared/lazySheet.tsx'
import type { Seat } from '#store/api.ts'
import type { RegisterScreen } from '../register.model.ts'

/** Most days nobody scans: a chunk of its own. */
export const LazyScanSheet = lazySheet<{ model: RegisterScreen; seat: Seat; onClose: () => void }>(
  async () => (await import('./ScanSheet.tsx')).ScanSheet,
)
