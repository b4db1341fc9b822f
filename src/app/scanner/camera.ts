import { fail, ok, type Result } from '#domain/result.ts'
import type { CameraRefusal } from '#screens/shared/scanner.ts'

/** The camera at the back, where there are two. */
const WISH: MediaStreamConstraints = {
  video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  audio: false,
}

export async function openCamera(): Promise<Result<MediaStream, CameraRefusal>> {
  if (!globalThis.isSecureContext) return fail('insecure')
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  if (!mediaDevices) return fail('none')
  try {
    return ok(await mediaDevices.getUserMedia(WISH))
  } catch (error) {
    return fail(refusalOf(error))
  }
}

function refusalOf(error: unknown): CameraRefusal {
  const { name } = error as { name?: string }
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}
