import { readPeople } from './content.ts'

/** Nobody here exists. Names are common first names with common family names of the partner countries, put together at
 *  random; organisations are invented. */

export const BALTIC_ORGANISATIONS = [
  'SIA “Zilā bite”',
  'Biedrība “Kaimiņu galds”',
  'Biedrība “Otrā soma”',
  'Spółdzielnia socjalna Żółty Latawiec',
  'Fundacja Trzecia Zmiana Kaszuby',
  'Foreningen Grøn Krog',
  'АНО «Янтарный круг»',
  'Pašnodarbināta persona',
]

const LINES = `
Ilvija|Krastkalne|0|vadītāja
Ģirts|Pūpoliņš|1|pavārs
Žanete|Ozolkalēja|2|šuvēja
Mārcis|Ķirškrūms|7|grafiskais dizainers
Bożena|Wąsikowska|3|prezeska
Szczepan|Grzędzicki|4|koordynator
Agnese|Lāčplēne|1|projektu vadītāja
Uģis|Strautmanis|0|biškopis
Dzintra|Vējzaķe|2|grāmatvede
Kacper|Źródlak|3|stolarz
Łucja|Mrówczyńska|4|doradczyni zawodowa
Toms|Ņikitenko|7|programmētājs
Mette|Søndervang|5|kok
Ēriks|Sēļukalns|1|brīvprātīgo koordinators
Santa|Bērztīse|0|pārdošanas vadītāja
Радмила|Ясенцева|6|методист
Jagoda|Pięknik|3|krawcowa
Anrijs|Dūmiņš|2|loģistiķis
Laine|Cepurniece-Roga|1|sociālā darbiniece
Wiesław|Żurkiewka|4|pszczelarz
Арсений|Полухин-Бор|6|мастер
Rasmus|Kjærbølling|5|projektleder
Ieviņa|Akmentiņa|7|keramiķe
Zbigniew|Ćwirko|3|kierownik warsztatu
Elīza|Šķērskalne|0|mārketinga speciāliste
Valters|Ābolkalns|2|noliktavas pārzinis
Kinga|Łopianek|4|specjalistka ds. projektów
Sanita|Čiekurniece|1|izglītības metodiķe
`

export const BALTIC_PEOPLE = readPeople(LINES)
