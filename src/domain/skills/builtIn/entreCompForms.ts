import type { Assessor, Form, Item } from '../form.ts'
import { competencesOf, type Texts } from '../framework.ts'
import { ENTRECOMP } from './entreComp.ts'
import { LANGUAGES, words } from './words.ts'

/** The 15 competences on the 8 levels and *not yet*; a score for each area and none for all of them. */
const form = (id: string, title: Texts, assessor: Assessor): Form => ({
  id,
  version: 1,
  title,
  subject: 'person',
  languages: LANGUAGES,
  working: ENTRECOMP.working,
  assessors: [assessor],
  licence: ENTRECOMP.licence,
  source: ENTRECOMP.attribution,
  framework: { id: ENTRECOMP.id, version: ENTRECOMP.version },
  items: competencesOf(ENTRECOMP).map(
    ({ id, title, hint }): Item => ({
      id,
      kind: 'scale',
      text: title,
      ...(hint && { hint }),
      competence: id,
      steps: ENTRECOMP.levels,
    }),
  ),
  dimensions: ENTRECOMP.areas.map(({ id, title, competences }) => ({
    id: `area-${id}`,
    title,
    weight: 1,
    aggregate: 'mean',
    items: competences.map((competence) => competence.id),
  })),
  total: null,
  bands: [],
})

export const ENTRECOMP_BY_TRAINER = form(
  'entrecomp-trainer-01',
  words(
    'EntreComp: trainer’s assessment',
    'EntreComp: hodnocení lektorem',
    'EntreComp: оценка от обучителя',
    'EntreComp: pasniedzēja vērtējums',
    'EntreComp: ocena prowadzącego',
  ),
  'trainer',
)

export const ENTRECOMP_BY_SELF = form(
  'entrecomp-self-00001',
  words(
    'EntreComp: how I see myself',
    'EntreComp: jak se vidím já',
    'EntreComp: как виждам себе си',
    'EntreComp: kā es sevi redzu',
    'EntreComp: jak widzę siebie',
  ),
  'self',
)
