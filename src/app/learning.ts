/** What a participant opens, one chunk. */
export { Me } from '#screens/learning/me/Me.tsx'
export { Record } from '#screens/learning/record/Record.tsx'
