import type { Result } from '#domain/result.ts'

/** Reading QR codes by the camera; what of it is the browser's business is the app's (`Services.scanner`). */

/** insecure: the browser gives no camera on plain http. refused: by the person or the phone's settings. none: there is no
 *  camera. busy: another app has it. */
export type CameraRefusal = 'insecure' | 'refused' | 'none' | 'busy' | 'failed'

export interface QrReader {
  /** The text of a code in what the camera shows now; null: there is none. One at a time. */
  read(video: HTMLVideoElement): Promise<string | null>
  close(): void
}

export interface Scanner {
  openCamera(): Promise<Result<MediaStream, CameraRefusal>>
  /** Rejects where the reader is not on this phone and cannot be fetched. */
  openReader(): Promise<QrReader>
}
