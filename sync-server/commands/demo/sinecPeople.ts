import { readPeople } from './content.ts'

/** Nobody here exists. Names are common first names with common family names of the region, put together at random;
 *  organisations are invented. */

export const ORGANISATIONS = [
  'Dílna Pod Haldou, z. s.',
  'Společně na Karvinsku, z. ú.',
  'Modrá lávka, o. p. s.',
  'Zelená stezka Beskydy, z. s.',
  'Pekárna U Dvou řek, sociální družstvo',
  'Tkalcovna Na Kopci, z. s.',
  'Nový začátek Havířovsko, z. ú.',
  'Otevřená zahrada Opavsko, z. s.',
  'Klub Za Mlýnem, z. s.',
]

const LINES = `
Lenka|Žůrková|0|vedoucí dílny
Radim|Kubánek|1|terénní pracovník
Michaela|Šebestíková|2|sociální pracovnice
Oksana|Bondarčuková|0|pracovní asistentka
Vojtěch|Řezáč|3|koordinátor dobrovolníků
Dagmar|Hlůšková|4|vedoucí provozu
Zbyněk|Mrkvička|5|mistr dílny
Kateřina|Ďurišová|1|ekonomka
Přemysl|Čížek|6|ředitel
Iryna|Tkačenko|7|zahradnice
Alžběta|Ptáčníková|2|fundraiserka
Jindřich|Ošlejšek|0|pracovní konzultant
Łukasz|Wojtasik|3|průvodce
Šárka|Vavříková|8|vedoucí klubu
Bohumil|Krčmář|4|pekař
Zuzana|Hlaváčiková|6|sociální pracovnice
Ondřej|Štěpnička|1|projektový manažer
Hana|Břízová|5|švadlena
Taras|Melnyčuk|0|pomocný pracovník
Veronika|Jurčíková|7|lektorka
Květoslava|Nezvalová|2|účetní
Ctirad|Pospíchal|8|pracovník v sociálních službách
Minh Anh|!Nguyen|4|prodavačka
Jiřina|Skřivánková|3|personalistka
Matěj|Žďárský|6|terénní pracovník
Agnieszka|Cieślarová|1|koordinátorka
Rostislav|Hýbl|0|vedoucí skladu
Ludmila|Šimečková|5|tkadlena
Marek|Kováčik|7|zahradník
Tereza|Říhová|2|asistentka
Dušan|Gajdošík|8|pracovní terapeut
Božena|Kličková|4|pokladní
Filip|Němeček|3|správce webu
Natalija|Hrycenko|6|kuchařka
Lubomír|Tvrdoň|1|řidič
Eliška|Zámečníková|0|sociální pracovnice
Štěpán|Ježek|5|technik
Renáta|Bílková|7|vedoucí zahrady
Ivo|Křupka|2|člen správní rady
Jarmila|Fojtíková|8|pečovatelka
Danylo|Savčuk|4|pomocný pekař
Monika|Drápalová|6|projektová manažerka
Tadeáš|Vrzal|3|instruktor
Gabriela|Šťastníková|1|sociální pracovnice
Pavlína|Holečková|0|koordinátorka odbytu
Svatopluk|Adámek|5|předseda spolku
Ewa|Kaletová|7|lektorka
Miloslav|Hudeček|2|pracovní asistent
Adéla|Chmelařová|8|vedoucí dobrovolnického centra
Kryštof|Úlehla|4|cukrář
Stanislava|Ryšavá|6|ekonomka
Emil|Brožík|3|strážce stezky
Jolana|Očenášková|1|personalistka
Ladislav|Žák|0|zámečník
Věra|Pokludová|5|mistrová
Andrij|Lysenko|7|zahradník
Simona|Tomášková|2|komunikační pracovnice
Hynek|Ščerba|8|pracovník klubu
Růžena|Valchářová|4|vedoucí prodejny
Martin|Opluštil|6|fundraiser
`

export const PEOPLE = readPeople(LINES)
