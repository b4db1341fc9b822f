/** Whose emblem and statement stand on what participants get. */
export const FUNDERS = ['eu-cofunded', 'eu-funded', 'other'] as const
export type Funder = (typeof FUNDERS)[number]
