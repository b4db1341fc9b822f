/** Badges: a chunk of its own, loaded when first asked for. Most days nobody scans, issues or shows one. */
export { createOwnBadges } from './ownBadges.ts'
export { createBadges } from './staffBadges.ts'
