/** The attendance register, one chunk. */
export { Register } from '#screens/field/register/Register.tsx'
