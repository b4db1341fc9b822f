import type { DemonstrationContent } from './content.ts'
import { ORGANISATIONS, PEOPLE } from './sinecPeople.ts'

/** The SINEC cluster: programme, activities and topics of courses are the source's; everything here is made up. */
export const SINEC: DemonstrationContent = {
  programme: 'sinec',
  zone: 'Europe/Prague',
  languages: ['cs', 'en'],
  coordinator: 'Jitka Dvořáčková',
  trainers: ['Tomáš Hruška', 'Petra Vaňková'],
  observer: 'Marta Kadlecová',
  participants: [13, 16, 18],
  deviceLabels: { trainer: 'Ukázkový telefon', coordinator: 'Ukázkový počítač' },
  organisations: ORGANISATIONS,
  people: PEOPLE,
  courseActivity: 'sinec.a2',
  courseKind: 'course',
  slots: {
    morning: {
      start: '09:00',
      end: '12:15',
      breaks: [{ start: '10:30', end: '10:45' }],
      mode: 'on-site',
      agenda: [
        { title: 'Úvod a zkušenosti z praxe', start: '09:00', end: '10:30' },
        { title: 'Práce ve skupinách', start: '10:45', end: '12:15' },
      ],
      late: '09:40',
      early: '11:30',
    },
    afternoon: {
      start: '13:00',
      end: '16:30',
      breaks: [{ start: '14:30', end: '14:45' }],
      mode: 'on-site',
      agenda: [],
      late: '13:25',
      early: '15:30',
    },
    evening: { start: '17:00', end: '18:30', breaks: [], mode: 'online', agenda: [], late: '17:15', early: '18:00' },
  },
  runs: [
    { topic: 0, number: 1, slot: 'morning', place: 'Spolkový dům, Ostrava', firstPerson: 0, rosterSize: 25 },
    { topic: 1, number: 1, slot: 'morning', place: 'Kulturní dům, Frýdek-Místek', firstPerson: 12, rosterSize: 24 },
    { topic: 3, number: 1, slot: 'morning', place: 'Obecní sál, Bruntál', firstPerson: 24, rosterSize: 25 },
    { topic: 5, number: 1, slot: 'morning', place: 'Komunitní centrum, Karviná', firstPerson: 36, rosterSize: 24 },
    { topic: 8, number: 1, slot: 'morning', place: 'Knihovna, Opava', firstPerson: 48, rosterSize: 25 },
    { topic: 2, number: 1, slot: 'afternoon', place: 'Spolkový dům, Ostrava', firstPerson: 5, rosterSize: 12 },
    { topic: 4, number: 1, slot: 'afternoon', place: 'Dílna Pod Haldou, Ostrava', firstPerson: 17, rosterSize: 9 },
    { topic: 6, number: 1, slot: 'afternoon', place: 'Knihovna, Nový Jičín', firstPerson: 29, rosterSize: 11 },
    { topic: 7, number: 1, slot: 'afternoon', place: 'Komunitní centrum, Karviná', firstPerson: 41, rosterSize: 14 },
    { topic: 9, number: 1, slot: 'afternoon', place: 'Tkalcovna Na Kopci, Krnov', firstPerson: 53, rosterSize: 10 },
    { topic: 7, number: 2, slot: 'evening', place: 'Online', firstPerson: 20, rosterSize: 8 },
    { topic: 9, number: 2, slot: 'evening', place: 'Online', firstPerson: 44, rosterSize: 7 },
  ],
  words: {
    late: 'Vlak měl zpoždění.',
    returned: 'Chybí záznam u účastníků, kteří odešli dříve. Doplňte prosím časy.',
    notHeld: 'Budova byla bez proudu.',
    cancelled: 'Lektor onemocněl.',
  },
}
