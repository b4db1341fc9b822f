/** The trainer's day, one chunk. */
export { Register } from '#screens/field/register/Register.tsx'
export { Today } from '#screens/field/today/Today.tsx'
