import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Kinds of courses. A hub can add its own: those have no words here and are shown as they are written. */
const KIND_WORDS: Record<string, MessageDescriptor> = {
  course: msg`Course`,
  workshop: msg`Workshop`,
  seminar: msg`Seminar`,
  mentoring: msg`Mentoring`,
  internship: msg`Internship`,
  'study-visit': msg`Study visit`,
  conference: msg`Conference`,
  'e-course': msg`E-course`,
  'market-event': msg`Market event`,
}

export const kindWords = (kind: string): MessageDescriptor | null => KIND_WORDS[kind] ?? null

export const KNOWN_KINDS: readonly string[] = Object.keys(KIND_WORDS)
