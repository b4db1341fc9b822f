import type { ModuleId } from '#domain/ids.ts'
import type { LibraryModule } from '../library.ts'
import { LANGUAGES, say } from '../write.ts'
import { limits } from './limits.ts'
import { plan } from './plan.ts'
import { signs } from './signs.ts'
import { team } from './team.ts'
import { what } from './what.ts'
import { why } from './why.ts'

export const burnOut: LibraryModule = {
  id: 'qMZ3vT9xLr2hWb7K' as ModuleId,
  module: {
    title: say('Burn-out when you work with others', 'Vyhoření při práci s druhými', 'Прегаряне в работата с хора'),
    summary: say(
      'How to notice burn-out early and what to do about it. For those who lead, train and support disadvantaged employees.',
      'Jak si vyhoření všimnout včas a co s ním dělat. Pro ty, kdo vedou, učí a podporují znevýhodněné zaměstnance.',
      'Как да забележим прегарянето навреме и какво да направим. За хората, които водят, обучават и подкрепят работници в неравностойно положение.',
    ),
    languages: LANGUAGES,
    minutes: 10,
    version: 1,
    source: say(
      'Written and drawn for Teren. CC BY 4.0. The description of burn-out follows the World Health Organization, ICD-11 (QD85).',
      'Napsáno a nakresleno pro Teren. CC BY 4.0. Popis vyhoření vychází ze Světové zdravotnické organizace, MKN-11 (QD85).',
      'Написано и нарисувано за Teren. CC BY 4.0. Описанието на прегарянето следва Световната здравна организация, МКБ-11 (QD85).',
    ),
    lessons: [what, signs, why, limits, team, plan],
  },
}
