/** The four roles of a hub's members. *Staff* means trainers and coordinators. */
export type Role = 'trainer' | 'participant' | 'coordinator' | 'observer'
export const ROLES: readonly Role[] = ['trainer', 'participant', 'coordinator', 'observer']
export const isStaff = (role: Role): boolean => role === 'trainer' || role === 'coordinator'
