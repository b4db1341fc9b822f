/** Competences and their levels, as data (`office/framework/{f}`, and those that the app brings). */

/** A text in several languages, by language tag. */
export type Texts = Readonly<Record<string, string>>

export interface Framework {
  id: string
  /** Raised whenever a text or a level changes its meaning: what was judged by another version is not compared. */
  version: number
  title: Texts
  /** Language tag of the original; the texts of the others are translations. */
  original: string
  /** Languages whose texts nobody published: working translations, to be called so. */
  working: readonly string[]
  /** Whose work it is, as its licence asks to have it said. */
  attribution: string
  licence: string
  source: string
  areas: readonly Area[]
  /** From the lowest. */
  levels: readonly Level[]
}

export interface Area {
  id: string
  title: Texts
  competences: readonly Competence[]
}

export interface Competence {
  id: string
  title: Texts
  hint?: Texts
}

export interface Level {
  value: number
  title: Texts
  /** What somebody on this level does. */
  meaning: Texts
  /** The app's or the hub's own, and no part of the framework as published. */
  isAdded?: true
}

export const competencesOf = (framework: Framework): Competence[] =>
  framework.areas.flatMap(({ competences }) => competences)
