import type { Drawing, Lesson } from '#domain/learning.ts'
import { circle, drawing, figure, floor, line, path, rect } from '../draw.ts'
import { callout, heading, paragraph, picture, question, say, steps } from '../write.ts'

export const limits: Lesson = {
  id: 'limits',
  title: say('Limits that hold', 'Hranice, které drží', 'Граници, които държат'),
  blocks: [
    paragraph(
      'limits-door',
      say(
        'A limit is not a wall. It is a door, and the handle is on your side.',
        'Hranice není zeď. Jsou to dveře a klika je na vaší straně.',
        'Границата не е стена. Тя е врата и дръжката е от вашата страна.',
      ),
    ),
    picture('limits-evening', closingTheDoor()),
    heading('limits-no', say('Say no in three steps', 'Řekněte ne ve třech krocích', 'Кажете „не“ в три стъпки')),
    steps(
      'limits-no-steps',
      say(
        'Show that you hear: “I see that it is urgent.”',
        'Ukažte, že slyšíte: „Vidím, že to spěchá.“',
        'Покажете, че чувате: „Виждам, че е спешно.“',
      ),
      say(
        'Say the limit: “I do not take calls after five.”',
        'Řekněte hranici: „Po páté telefon neberu.“',
        'Кажете границата: „След пет не вдигам телефона.“',
      ),
      say(
        'Say what is possible: “Tomorrow at eight I have time for you.”',
        'Řekněte, co jde: „Zítra v osm mám na vás čas.“',
        'Кажете какво може: „Утре в осем имам време за вас.“',
      ),
    ),
    paragraph(
      'limits-practise',
      say(
        'Say it in the same way each time. At first some people will test whether the limit holds. By the third time they know it, and they can count on your eight o’clock.',
        'Říkejte to pokaždé stejně. Ze začátku někdo zkusí, jestli hranice drží. Napotřetí už ji lidé znají. A na tu osmou ráno se mohou spolehnout.',
        'Казвайте го всеки път еднакво. Отначало някой ще опита дали границата държи. След третия път хората я знаят. И могат да разчитат на уговорения час.',
      ),
    ),
    heading('limits-hand-over', say('Hand over, do not carry', 'Předejte to, nenoste to', 'Предайте, не носете')),
    picture('limits-notebook', handingOver()),
    paragraph(
      'limits-notes',
      say(
        'Before you leave, tell a colleague or write down what is still open: who, what, by when. What stands on paper need not stay in your head at night.',
        'Než odejdete, řekněte kolegovi nebo napište, co zůstalo otevřené: kdo, co, do kdy. Co je na papíře, nemusíte v noci nosit v hlavě.',
        'Преди да си тръгнете, кажете на колега или запишете какво остава: кой, какво, докога. Каквото е на хартия, не трябва да стои нощем в главата ви.',
      ),
    ),
    heading('limits-end', say('Give the working day an end', 'Ukončete den', 'Сложете край на работния ден')),
    paragraph(
      'limits-ritual',
      say(
        'Choose one small thing with which work always ends. Wash the cups, hang up the key, walk one stop. Say to yourself: “That is enough for today.”',
        'Vyberte si jednu malou věc, kterou práce vždycky skončí. Umyjte hrnky, pověste klíč, jděte jednu zastávku pěšky. Řekněte si: „Na dnešek to stačí.“',
        'Изберете едно малко нещо, с което работата винаги свършва. Измийте чашите, закачете ключа, вървете една спирка пеша. Кажете си: „За днес стига.“',
      ),
    ),
    callout(
      'limits-today',
      'try',
      say('Today', 'Ještě dnes', 'Още днес'),
      say(
        'Do your small thing today at the end of work. Then switch off the work phone.',
        'Udělejte svou malou věc dnes na konci práce. Pak vypněte pracovní telefon.',
        'Направете своето малко нещо днес в края на работата. После изключете служебния телефон.',
      ),
    ),
    question(
      'limits-question',
      say(
        'It is nine in the evening. An employee writes that he has lost his bus pass and asks what to do. How do you keep your limit?',
        'Je devět večer. Zaměstnanec píše, že ztratil průkazku na autobus, a ptá se, co má dělat. Jak hranici udržíte?',
        'Часът е девет вечерта. Работник ви пише, че си е загубил картата за автобуса, и пита какво да прави. Как ще удържите границата?',
      ),
      {
        now: say(
          'I answer at once: it takes a minute',
          'Odpovím hned, zabere to minutu',
          'Отговарям веднага: отнема минута',
        ),
        morning: say(
          'I answer in the morning, at the time that we agreed on',
          'Odpovím ráno, v čase, na kterém jsme se domluvili',
          'Отговарям сутринта, в часа, за който сме се уговорили',
        ),
        angry: say('I write that it is late, and angrily', 'Napíšu naštvaně, že je pozdě', 'Пиша ядосано, че е късно'),
      },
      ['morning'],
      say(
        'If you answer at nine today, the next question comes at ten. Danger to life or health is different: then call 112 at once and tell your manager.',
        'Když dnes odpovíte v devět, příští otázka přijde v deset. Jiné je to, když jde o život nebo zdraví: pak hned volejte 112 a řekněte to vedoucímu.',
        'Ако днес отговорите в девет, следващият въпрос идва в десет. Друго е, когато има опасност за живота или здравето: тогава веднага звънете на 112 и кажете на ръководителя си.',
      ),
    ),
  ],
}

function closingTheDoor(): Drawing {
  return drawing(
    say(
      'Evening. A woman closes the door of the workshop. Behind the window the light is out, and the moon is rising.',
      'Večer. Žena zavírá dveře dílny. Za oknem je zhasnuto a vychází měsíc.',
      'Вечер. Жена затваря вратата на работилницата. Зад прозореца е тъмно и луната изгрява.',
    ),
    path('M272 26A18 18 0 1 0 292 52A15 15 0 0 1 272 26Z', { fill: 'late-soft', stroke: 'late' }),
    circle(226, 30, 1.8, { fill: 'late', stroke: 'none' }),
    circle(246, 62, 1.8, { fill: 'late', stroke: 'none' }),
    circle(304, 84, 1.8, { fill: 'late', stroke: 'none' }),
    floor(128),
    rect(-4, 22, 196, 106, 0),
    rect(22, 48, 62, 44, 2, { fill: 'ink-2' }),
    line('M53 48V92M22 70H84', 'card', 2),
    path('M18 92H88', { fill: 'none' }),
    rect(122, 42, 50, 86, 2, { fill: 'accent' }),
    rect(130, 50, 34, 28, 2, { fill: 'none', stroke: 'card', strokeWidth: 1.5 }),
    rect(130, 86, 34, 32, 2, { fill: 'none', stroke: 'card', strokeWidth: 1.5 }),
    circle(164, 84, 3.5, { fill: 'late' }),
    figure({
      at: [204, 128],
      shirt: 'late',
      hair: 'bun',
      hands: [
        [-37, -44],
        [17, -28],
      ],
      feet: [-7, 9],
    }),
    rect(214, 98, 18, 15, 3, { fill: 'excused' }),
    line('M218 98Q223 90 228 98', 'ink', 2),
  )
}

function handingOver(): Drawing {
  return drawing(
    say(
      'At five o’clock a man hands a notebook with a list to a colleague. His other hand is free.',
      'V pět hodin předává muž kolegyni sešit se seznamem. Druhou ruku má volnou.',
      'В пет часа мъж подава на колежка тетрадка със списък. Другата му ръка е свободна.',
    ),
    floor(128),
    // Five o'clock.
    circle(268, 38, 16),
    line('M268 38V27M268 38L273 45'),
    figure({
      at: [122, 128],
      shirt: 'excused',
      hair: 'cap',
      hands: [
        [-16, -28],
        [27, -42],
      ],
    }),
    figure({
      at: [206, 128],
      shirt: 'late',
      hair: 'long',
      hands: [
        [-27, -42],
        [15, -30],
      ],
    }),
    rect(147, 64, 34, 42, 3),
    line('M154 64V106', 'margin', 2),
    line('M159 75H175M159 85H175M159 95H169', 'ink-2', 2),
  )
}
