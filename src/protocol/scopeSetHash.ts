import type { Scope } from './documentIds.ts'

const SEEDS = [0x811c9dc5, 0x9747b28c] as const

/** FNV-1a, 32 bits, over UTF-16 units. */
function fnv1a(words: readonly string[], seed: number): number {
  let hash = seed
  for (const word of words) {
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
    // No scope holds a line break, so that ['a', 'b'] and ['ab'] differ.
    hash = Math.imul(hash ^ 10, 0x01000193)
  }
  return hash >>> 0
}

/** 16 hexadecimal digits for bytes in their order. */
export const hashOfBytes = (bytes: Uint8Array): string =>
  SEEDS.map((seed) => {
    let hash: number = seed
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
    return hex(hash >>> 0)
  }).join('')

const hex = (hash: number) => hash.toString(16).padStart(8, '0')

/** 16 hexadecimal digits for words in their order. */
export const hashOfWords = (words: readonly string[]): string => SEEDS.map((seed) => hex(fnv1a(words, seed))).join('')

/** Names a set of scopes, whatever their order: 16 hexadecimal digits, never ''. Both sides compare it to know whether
 *  the whole set must be sent. Not a secret and no proof: a collision (2^-64) is healed by the next change of rights. */
export function scopeSetHash(scopes: Iterable<Scope>): string {
  return hashOfWords([...new Set(scopes)].sort())
}
