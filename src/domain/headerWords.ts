import { foldForSearch } from './searchKeys.ts'

/** What a column of a pasted list holds. `left-out`: known, and none of a roster's business (birth dates, ids, phones). */
export type ColumnKind =
  | 'number'
  | 'given'
  /** The second of three names, as in Bulgaria. */
  | 'middle'
  | 'family'
  | 'full'
  | 'full-family-first'
  | 'organisation'
  | 'role'
  | 'left-out'

/** Words above columns: English, Bulgarian, Czech, Latvian, Polish, Italian; some of their neighbours besides. */
const WORDS: Record<ColumnKind, string> = {
  number:
    'no | nr | n | # | № | № по ред | no. | num | number | poř. č. | poř. | č. | p. č. | pořadí | lp | l.p. | l.p | nr p.k. | nr. p. k. | npk | n. p. k. | n.',
  given:
    'first name | given name | forename | first | име | собствено име | jméno | křestní jméno | vārds | imię | nome | fornavn | имя | ім’я',
  middle: 'middle name | презиме | бащино име | drugie imię | druhé jméno | otrais vārds | отчество | по батькові',
  family:
    'last name | family name | surname | last | фамилия | фамилно име | příjmení | uzvārds | nazwisko | cognome | efternavn | фамилия | прізвище',
  full: 'name | full name | name and surname | participant | participants | име и фамилия | имена | трите имена | три имена | участник | участници | jméno a příjmení | jméno, příjmení | účastník | účastníci | vārds, uzvārds | vārds un uzvārds | dalībnieks | dalībnieki | imię i nazwisko | imiona i nazwisko | uczestnik | uczestnicy | nome e cognome | partecipante | nominativo | navn | имя и фамилия | фио | піб',
  'full-family-first':
    'surname and name | last name, first name | surname, name | příjmení a jméno | příjmení, jméno | uzvārds, vārds | uzvārds un vārds | nazwisko i imię | cognome e nome | фамилия и име',
  organisation:
    'organisation | organization | company | institution | employer | workplace | организация | фирма | институция | работодател | месторабота | organizace | zaměstnavatel | instituce | firma | pracoviště | organizācija | iestāde | uzņēmums | darba vieta | nazwa instytucji | instytucja | organizacja | zakład pracy | miejsce pracy | ente | organizzazione | azienda | istituzione',
  role: 'position | role | job title | job | функция | длъжност | позиция | pozice | funkce | role | pracovní pozice | amats | loma | stanowisko | funkcja | ruolo | qualifica | mansione | stilling',
  'left-out':
    'title | titul | tytuł | tituls | титла | titolo | date of birth | birth date | born | дата на раждане | роден на | datum narození | narozen | dzimšanas datums | data urodzenia | data di nascita | id | егн | лнч | егн лнч | rodné číslo | rč | personas kods | pesel | codice fiscale | sex | gender | пол | пол мъж жена | pohlaví | pohlaví muž žena | dzimums | płeć | sesso | phone | telephone | mobile | телефон | тел | моб | telefon | tel | mobil | tālrunis | telefons | telefon kontaktowy | cellulare | telefono | e-mail | email | mail | ел. поща | имейл | e-pasts | epasts | adres e-mail | municipality | town | city | address | населено място | община | град | адрес | obec | město | adresa | bydliště | pilsēta | novads | adrese | miejscowość | gmina | adres | comune | indirizzo | postcode | пощенски код | psč | pasta indekss | kod pocztowy | cap | education | образование | vzdělání | izglītība | wykształcenie | titolo di studio | labour status | статус на пазара на труда | postavení na trhu práce | nodarbinātības statuss | status na rynku pracy | condizione occupazionale | entry date | дата на включване | datum vstupu | dalības sākuma datums | data rozpoczęcia udziału w projekcie | data di avvio | exit date | дата на напускане | datum ukončení | dalības beigu datums | data zakończenia udziału w projekcie | data di conclusione | signature | подпис | podpis | paraksts | note | notes | забележка | бележка | poznámka | piezīmes | uwagi',
}

const KINDS = new Map<string, ColumnKind>()
for (const [kind, words] of Object.entries(WORDS)) {
  for (const word of words.split('|')) {
    const folded = fold(word)
    if (!KINDS.has(folded)) KINDS.set(folded, kind as ColumnKind)
  }
}

function fold(text: string): string {
  // The signs for *number* are no words.
  return foldForSearch(text) || text.trim()
}

/** What the word above a column says it holds, whatever its case, accents and punctuation; null for any other text.
 *  *Organizace / Zaměstnavatel* and *Пол (мъж/жена)* are known by their first word too. */
export function columnKind(text: string): ColumnKind | null {
  const first = text.split(/[/(]/u)[0] ?? ''
  return KINDS.get(fold(text)) ?? (first === text ? null : (KINDS.get(fold(first)) ?? null))
}
