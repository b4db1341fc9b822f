import type { Funder } from '#domain/funder.ts'
import { localText } from '#text/localText.ts'

/** The statement beside the emblem of the European Union, word for word as its rules on publicity have it in each
 *  language (Regulation 2021/1060, Annex IX): these are no words to translate anew. */
const STATEMENTS: Record<Exclude<Funder, 'other'>, Record<string, string>> = {
  'eu-cofunded': {
    en: 'Co-funded by the European Union',
    bg: 'Съфинансирано от Европейския съюз',
    cs: 'Spolufinancováno Evropskou unií',
    lv: 'Līdzfinansē Eiropas Savienība',
    pl: 'Dofinansowane przez Unię Europejską',
  },
  'eu-funded': {
    en: 'Funded by the European Union',
    bg: 'Финансирано от Европейския съюз',
    cs: 'Financováno Evropskou unií',
    lv: 'Finansē Eiropas Savienība',
    pl: 'Sfinansowane przez Unię Europejską',
  },
}

/** In the language on screen; null where there is no such statement. */
export const statementOf = (funder: string | null): string | null =>
  funder === 'eu-cofunded' || funder === 'eu-funded' ? localText(STATEMENTS[funder]) : null
