import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { columnKind } from './headerWords.ts'
import { type PastedFault, type PastedNames, readPastedNames } from './pastedNames.ts'
import type { NameOrder } from './personName.ts'

/** A line as `Given|Family`, with organisation and role where there are such; a fault as `!fault`. */
const short = ({ lines }: PastedNames): string[] =>
  lines.map(({ read }) => {
    if (!read.ok) return `!${read.error}`
    const { givenName, familyName, organisation, role } = read.value
    const parts = [givenName, familyName, organisation, role]
    while (parts.length > 2 && parts.at(-1) === '') parts.pop()
    return parts.join('|')
  })
const one = (text: string, order?: NameOrder) => short(readPastedNames(text, order))[0]

describe('a pasted line, as people write it', () => {
  test.each([
    // Czech
    ['Jan Novák', 'Jan|Novák'],
    ['Novák, Jan', 'Jan|Novák'],
    ['Ing. Jana Nováková, Ph.D.', 'Jana|Nováková'],
    ['Mgr. et Mgr. Petr Dvořák, Ph. D., MBA', 'Petr|Dvořák'],
    ['prof. MUDr. Alena Malá, CSc.', 'Alena|Malá'],
    ['doc. RNDr. Karel Hlůšek, DrSc.', 'Karel|Hlůšek'],
    ['Tomáš Hruška, DiS.', 'Tomáš|Hruška'],
    ['NOVÁKOVÁ Eva', 'Eva|Nováková'],
    ['Eva NOVÁKOVÁ-SVOBODOVÁ', 'Eva|Nováková-Svobodová'],
    ['EVA NOVÁKOVÁ', 'Eva|Nováková'],
    ['eva nováková', 'Eva|Nováková'],
    ['Nováková Eva', 'Eva|Nováková'],
    ['1. Eva Nováková', 'Eva|Nováková'],
    ['  12)  Eva Nováková  ', 'Eva|Nováková'],
    ['3 Eva Nováková', 'Eva|Nováková'],
    ['č. 4 Eva Nováková', 'Eva|Nováková'],
    ['• Eva Nováková', 'Eva|Nováková'],
    ['- Eva Nováková', 'Eva|Nováková'],
    ['☐ Eva Nováková', 'Eva|Nováková'],
    ['paní Nováková', '|Nováková'],
    ['p. Novák', '|Novák'],
    ['J. Novák', 'J.|Novák'],
    ['Novák J.', 'J.|Novák'],
    ['Novák Jan, Klub Za Mlýnem', 'Jan|Novák|Klub Za Mlýnem'],
    ['Novák, Jan, Klub Za Mlýnem', 'Jan|Novák|Klub Za Mlýnem'],
    ['Jan Novák – Klub Za Mlýnem – vedoucí', 'Jan|Novák|Klub Za Mlýnem|vedoucí'],
    ['Jan Novák (Klub Za Mlýnem)', 'Jan|Novák|Klub Za Mlýnem'],
    ['Jan\u00A0Novák', 'Jan|Novák'],
    ['Jan \u200B Nova\u0301k\uFEFF', 'Jan|Novák'],
    ['Jan Novák <jan.novak@example.org>', 'Jan|Novák'],
    ['Jan Novák, tel. 777 123 456', 'Jan|Novák'],
    ['Jan Novák 12. 5. 1980', 'Jan|Novák'],
    // Bulgarian
    ['Мария Иванова Петрова', 'Мария Иванова|Петрова'],
    ['Петрова Мария Иванова', 'Мария Иванова|Петрова'],
    ['г-жа Мария Петрова', 'Мария|Петрова'],
    ['д-р инж. Георги Желязков', 'Георги|Желязков'],
    ['гл. ас. д-р Цветанка Щърбанова', 'Цветанка|Щърбанова'],
    ['№ 5 Иван Вазов', 'Иван|Вазов'],
    ['5. ИВАН МИНЧОВ ВАЗОВ', 'Иван Минчов|Вазов'],
    ['Ева Петрова', 'Ева|Петрова'],
    ['Тодорова-Илиева, Невена', 'Невена|Тодорова-Илиева'],
    ['Мария', 'Мария|'],
    // Latvian
    ['Jānis Bērziņš', 'Jānis|Bērziņš'],
    ['Bērziņš Jānis', 'Jānis|Bērziņš'],
    ['Ozoliņa, Marta', 'Marta|Ozoliņa'],
    ['KALNIŅA Anna', 'Anna|Kalniņa'],
    ['Dr. Žanis Ķirsis', 'Žanis|Ķirsis'],
    ['Ļudmila Ivanova-Gailīte (Siguldas novads)', 'Ļudmila|Ivanova-Gailīte|Siguldas novads'],
    // Polish
    ['Łukasz Wójcik', 'Łukasz|Wójcik'],
    ['Kowalska Anna', 'Anna|Kowalska'],
    ['mgr inż. Zbigniew Brzęczyszczykiewicz', 'Zbigniew|Brzęczyszczykiewicz'],
    ['dr hab. Maria Skłodowska-Curie', 'Maria|Skłodowska-Curie'],
    ['Pani Anna Nowak', 'Anna|Nowak'],
    // English and other
    ['Mr John O’BRIEN', 'John|O’Brien'],
    ['Mary Ann Smith', 'Mary Ann|Smith'],
    ['Ludvík van Beethoven', 'Ludvík|van Beethoven'],
    ['van Dijk, Jan', 'Jan|van Dijk'],
    ['Jane Doe, MA', 'Jane|Doe'],
    ['Dott.ssa Chiara Rossi', 'Chiara|Rossi'],
    // None of them is a person.
    ['12', '!no-name'],
    ['---', '!no-name'],
    ['Trenéři:', '!heading'],
    ['Celkem: 12', '!digits'],
    ['Sál 3', '!digits'],
    ['Prosíme o potvrzení účasti do konce tohoto týdne', '!sentence'],
    [`Jan ${'á'.repeat(250)}`, '!too-long'],
  ] satisfies [string, string][])('%j is read as %s', (line, wanted) => {
    expect(one(line)).toBe(wanted)
  })
})

describe('a list of several columns', () => {
  it('C6 finds its columns by their headings in any of the languages, and keeps what a roster needs', () => {
    const czech =
      'Prezenční listina kurzu\n\nPoř. č.\tPříjmení\tJméno\tZaměstnavatel\tFunkce\tE-mail\tPodpis\n1\tNovák\tJan\tPekárna U Dvou řek\tpekař\tj@example.org\t\n2\tNováková\tEva\t\t\t\t'
    const read = readPastedNames(czech)
    expect(short(read)).toEqual(['!heading', 'Jan|Novák|Pekárna U Dvou řek|pekař', 'Eva|Nováková'])
    expect(read.columnsLeftOut).toEqual(['E-mail', 'Podpis'])
    expect(read.lines.map(({ number }) => number)).toEqual([1, 4, 5])
  })

  test.each([
    [
      '№;Име;Презиме;Фамилия;Организация;Длъжност\n1;Мария;Иванова;Петрова;Читалище „Светлина“;библиотекар',
      'Мария Иванова|Петрова|Читалище „Светлина“|библиотекар',
    ],
    ['Трите имена\tОрганизация\nМария Иванова Петрова\tЧиталище', 'Мария Иванова|Петрова|Читалище'],
    [
      'Vārds\tUzvārds\tIestāde\tAmats\nJānis\tBērziņš\tSiguldas novads\tvadītājs',
      'Jānis|Bērziņš|Siguldas novads|vadītājs',
    ],
    [
      'Imię i nazwisko;Nazwa instytucji;Stanowisko\nAnna Kowalska;Spółdzielnia;prezeska',
      'Anna|Kowalska|Spółdzielnia|prezeska',
    ],
    ['First name,Last name,Organisation\nMary,Smith,"Baker, Sons"', 'Mary|Smith|Baker, Sons'],
    ['Cognome e nome\tEnte\nRossi Mario\tComune', 'Mario|Rossi|Comune'],
    ['Cognome\tNome\tRuolo\nRossi\tMario\tdocente', 'Mario|Rossi||docente'],
    ['Jméno\tTitul\tOrganizace\nJan Novák\tIng.\tKlub', 'Jan|Novák|Klub'],
    ['Jméno;Příjmení\nIng. Jan;Novák, Ph.D.', 'Jan|Novák'],
    ['Jméno\tOrganizace\nJan Novák\t', 'Jan|Novák'],
    ['Jméno a příjmení\nJan Novák', 'Jan|Novák'],
    ['Vārds, uzvārds\nJānis Bērziņš', 'Jānis|Bērziņš'],
    ['Name\n1. Mary Smith (Bakers)', 'Mary|Smith|Bakers'],
  ])('C6 %j', (text, wanted) => {
    expect(short(readPastedNames(text)).filter((line) => line !== '!heading')).toEqual([wanted])
  })

  test.each([
    ['1\tJan Novák\tKlub\tvedoucí\n2\tEva Malá\tKlub\t', ['Jan|Novák|Klub|vedoucí', 'Eva|Malá|Klub']],
    ['Novák\tJan\tKlub\nNováková\tEva\tDílna', ['Jan|Novák|Klub', 'Eva|Nováková|Dílna']],
    ['Jan\tNovák\nEva\tMalá', ['Jan|Novák', 'Eva|Malá']],
    [
      'Jan Novák;jan@example.org;777 123 456;Klub\nEva Malá;eva@example.org;777 123 457;Dílna',
      ['Jan|Novák|Klub', 'Eva|Malá|Dílna'],
    ],
    ['1.\tМария Петрова\n2.\tИван Вазов', ['Мария|Петрова', 'Иван|Вазов']],
  ])('C6 tells columns without headings by what stands in them: %j', (text, wanted) => {
    expect(short(readPastedNames(text))).toEqual(wanted)
  })

  it('knows the headings of the roster formats in six languages', () => {
    const headings: [string, ReturnType<typeof columnKind>][] = [
      ['First name', 'given'],
      ['Фамилия', 'family'],
      ['Име и фамилия / Трите имена', 'full'],
      ['JMENO A PRIJMENI', 'full'],
      ['Organizace / Zaměstnavatel', 'organisation'],
      ['Vārds, uzvārds', 'full'],
      ['Nazwa instytucji', 'organisation'],
      ['Codice fiscale', 'left-out'],
      ['Пол (мъж/жена)', 'left-out'],
      ['Płeć (Mężczyzna/Kobieta)', 'left-out'],
      ['№', 'number'],
      ['Novák', null],
    ]
    expect(headings.map(([text]) => columnKind(text))).toEqual(headings.map(([, kind]) => kind))
  })
})

describe('the order of names', () => {
  const list = 'Novák Jan\nDvořák Petr\nSvoboda Karel'

  it('is guessed for the whole list, and can be said', () => {
    expect(readPastedNames(list)).toMatchObject({ order: 'family-first', orderMatters: true })
    expect(short(readPastedNames(list))).toEqual(['Jan|Novák', 'Petr|Dvořák', 'Karel|Svoboda'])
    expect(short(readPastedNames(list, 'given-first'))).toEqual(['Novák|Jan', 'Dvořák|Petr', 'Svoboda|Karel'])
  })

  it('does not matter where commas and capitals tell', () => {
    expect(readPastedNames('Novák, Jan\nMALÁ Eva').orderMatters).toBe(false)
  })

  it('of columns without headings follows too', () => {
    const columns = 'Svoboda\tKarel\nHruška\tTomáš'
    expect(short(readPastedNames(columns, 'family-first'))).toEqual(['Karel|Svoboda', 'Tomáš|Hruška'])
    expect(readPastedNames(columns).orderMatters).toBe(true)
  })
})

describe('what a reader must be told', () => {
  it('names titles, addresses and telephones that are left out', () => {
    const [line] = readPastedNames('Ing. Jan Novák, Ph.D., jan@example.org, +420 777 123 456').lines
    expect(line?.leftOut).toEqual(['jan@example.org', '+420 777 123 456', 'Ing.', 'Ph.D.'])
  })

  it('F4 finds a name that stands twice, whatever the alphabet and the order', () => {
    const { lines } = readPastedNames(
      'Jan Novák\nМария Петрова\nNOVÁK, Jan\nMaria Petrova\nМария Иванова Петрова\nJana Nováková',
    )
    expect(lines.map(({ repeats }) => repeats)).toEqual([null, null, 1, 2, 2, null])
  })

  it('keeps the numbers of lines, whatever ends them', () => {
    const { lines } = readPastedNames('Jan Novák\r\n\r\nEva Malá\rIvo Hruška')
    expect(lines.map(({ number }) => number)).toEqual([1, 3, 4])
  })

  it('takes a word between names for a heading of its own line only', () => {
    const { lines } = readPastedNames('Jan Novák\nÚčastníci:\nEva Malá')
    expect(lines.map(({ read }) => (read.ok ? read.value.familyName : read.error))).toEqual([
      'Novák',
      'heading',
      'Malá',
    ])
    expect(short(readPastedNames('Účastníci:\nJan Novák'))).toEqual(['Jan|Novák'])
  })

  it('reads nothing in nothing', () => {
    expect(readPastedNames(' \n\t\n').lines).toEqual([])
  })

  it('says the name of each kind of fault', () => {
    const faults = readPastedNames('7\nSál 3\nTrenéři:').lines.map(({ read }) => (read.ok ? null : read.error))
    expect(faults).toEqual(['no-name', 'digits', 'heading'] satisfies PastedFault[])
  })
})

describe('any text', () => {
  it('gives a line or a fault for each line, a name that can be one, and the same again when it is pasted back', () => {
    const word = fc.constantFrom(
      'Jan',
      'Novák',
      'NOVÁK',
      'Ing.',
      'Петрова',
      'Мария',
      ',',
      ';',
      '\t',
      '-',
      '1.',
      'van',
      'Ph.D.',
      '(x)',
      'a@b.cz',
      '"',
      '\u00A0',
      'ł',
    )
    const text = fc
      .array(fc.oneof(word, fc.constant('\n'), fc.string({ maxLength: 6 })), { maxLength: 30 })
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('given-first' as const, 'family-first' as const, undefined),
        (pasted, order) => {
          for (const { read, number } of readPastedNames(pasted, order).lines) {
            expect(number).toBeGreaterThan(0)
            if (!read.ok) continue
            const { givenName, familyName } = read.value
            expect(`${givenName}${familyName}`).toMatch(/\p{L}/u)
            expect(givenName).toBe(givenName.trim())
            expect(familyName).toBe(familyName.trim())
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
