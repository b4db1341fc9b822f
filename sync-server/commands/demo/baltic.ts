import { BALTIC_ORGANISATIONS, BALTIC_PEOPLE } from './balticPeople.ts'
import type { DemonstrationContent } from './content.ts'
import { activitiesAsCourses } from './source.ts'

/** The two-day local trainings of the Baltic programme, for 25 people: what is trained, for how many, on how many days and
 *  in which countries is the source's; days, hours and people are ours. Towns are not known and not said. */
export const BALTIC: DemonstrationContent = {
  programme: 'sebsr',
  zone: 'Europe/Riga',
  languages: ['lv', 'pl', 'en'],
  coordinator: 'Guntra Sproģe',
  trainers: ['Reinis Vanagkalns', 'Hanna Dębowiak'],
  observer: 'Torben Lindhagen',
  participants: [3, 10, 18],
  deviceLabels: { trainer: 'Demonstrācijas tālrunis', coordinator: 'Demonstrācijas dators' },
  organisations: BALTIC_ORGANISATIONS,
  people: BALTIC_PEOPLE,
  courses: activitiesAsCourses('sebsr.a2', 'sebsr.a3', 'sebsr.a4'),
  slots: {
    day: {
      start: '10:00',
      end: '16:30',
      breaks: [
        { start: '11:30', end: '11:45' },
        { start: '13:15', end: '14:00' },
      ],
      mode: 'on-site',
      agenda: [],
      late: '10:25',
      early: '15:30',
    },
  },
  schedule: {
    kind: 'blocks',
    days: 2,
    slot: 'day',
    places: [
      { place: 'Latvija', zone: 'Europe/Riga' },
      { place: 'Polska', zone: 'Europe/Warsaw' },
    ],
    course: 0,
    rosterSize: 25,
    fates: { [-1]: 'submitted', [-2]: 'disagreement', [-4]: 'not-held', [-5]: 'returned' },
  },
  words: {
    late: 'Autobuss kavējās.',
    returned: 'Lūdzu, papildiniet laikus tiem, kas aizgāja agrāk.',
    notHeld: 'Ēkā nebija elektrības.',
    cancelled: 'Pasniedzējs saslima.',
  },
}
