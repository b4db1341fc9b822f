import type { DemonstrationContent } from './content.ts'
import { PLOVDIV_ORGANISATIONS, PLOVDIV_PEOPLE } from './plovdivPeople.ts'
import { activitiesAsCourses } from './source.ts'

const ZONE = 'Europe/Sofia'

/** The Plovdiv workshop: its title, its four parts and the city are the source's; day and hours are ours, since the source
 *  says no hours and its day is past; people and their organisations are made up. */
export const PLOVDIV: DemonstrationContent = {
  programme: 'si-plus-bg',
  zone: ZONE,
  languages: ['bg', 'en'],
  coordinator: 'Елисавета Манчорова',
  trainers: ['Ангел Тодоринов', 'Весела Прокопиева'],
  observer: 'Здравко Лютов',
  participants: [2, 9, 20],
  deviceLabels: { trainer: 'Демонстрационен телефон', coordinator: 'Демонстрационен компютър' },
  organisations: PLOVDIV_ORGANISATIONS,
  people: PLOVDIV_PEOPLE,
  courses: activitiesAsCourses('si-plus-bg.a1'),
  slots: {
    day: {
      start: '09:30',
      end: '16:00',
      breaks: [
        { start: '11:45', end: '12:00' },
        { start: '13:15', end: '14:15' },
      ],
      mode: 'on-site',
      // What the source calls opening presentation, first panel, and group work 1 and 2.
      agenda: [
        { title: 'Представяне на концепцията за център за компетенции', start: '09:30', end: '10:15' },
        { title: 'Първи панел: добри практики в ЕС и подкрепа на национално ниво', start: '10:15', end: '11:45' },
        { title: 'Групова работа 1: най-спешни дейности и план за първите години', start: '12:00', end: '13:15' },
        { title: 'Групова работа 2: правен модел и управленска структура', start: '14:15', end: '15:45' },
      ],
      byItem: true,
      late: '09:50',
      early: '15:00',
    },
  },
  schedule: {
    kind: 'blocks',
    days: 1,
    slot: 'day',
    places: [{ place: 'Пловдив', zone: ZONE }],
    course: 0,
    rosterSize: 22,
    fates: { [-1]: 'disagreement', [-2]: 'submitted', [-4]: 'returned', [-5]: 'cancelled', [-6]: 'missed' },
  },
  words: {
    late: 'Автобусът закъсня.',
    returned: 'Моля, проверете кой е бил на групова работа 2.',
    notHeld: 'В сградата нямаше ток.',
    cancelled: 'Водещият се разболя.',
  },
}
