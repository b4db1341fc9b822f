/** The trainer's day, one chunk. */
export { Today } from '#screens/field/today/Today.tsx'
