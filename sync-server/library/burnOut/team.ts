import type { Drawing, Ink, Lesson } from '#domain/learning.ts'
import { circle, cup, drawing, figure, floor, line, path, rect, word } from '../draw.ts'
import { bullets, callout, heading, paragraph, picture, question, say } from '../write.ts'

export const team: Lesson = {
  id: 'team',
  title: say('What a team and a manager can do', 'Co může udělat tým a vedoucí', 'Какво могат екипът и ръководителят'),
  blocks: [
    paragraph(
      'team-will',
      say(
        'A strong will alone does not stop burn-out for long. What matters is how the work is arranged, and a team can change that.',
        'Samotná silná vůle vyhoření dlouho nezastaví. Záleží na tom, jak je práce zařízená, a to tým změnit může.',
        'Само със силна воля прегарянето не се спира за дълго. Важно е как е подредена работата, а това екипът може да промени.',
      ),
    ),
    picture('team-table', atOneTable()),
    heading('team-helps', say('What helps', 'Co pomáhá', 'Какво помага')),
    bullets(
      'team-what',
      say(
        '**Load.** Count people and hard cases, not only hours. Anyone with three hard cases gets no fourth.',
        '**Zátěž.** Počítejte lidi a těžké případy, nejen hodiny. Kdo má tři těžké, nedostane čtvrtý.',
        '**Натоварване.** Бройте хората и трудните случаи, не само часовете. Който има три трудни, не получава четвърти.',
      ),
      say(
        '**Breaks.** Take them, away from the workshop. The manager goes first.',
        '**Přestávky.** Choďte na ně, a mimo dílnu. Vedoucí jde první.',
        '**Почивки.** Ползвайте ги, и то извън работилницата. Ръководителят тръгва пръв.',
      ),
      say(
        '**Supervision.** Once a month, a talk with somebody from outside: about cases, not about faults.',
        '**Supervize.** Jednou za měsíc rozhovor s někým zvenčí: o případech, ne o chybách.',
        '**Супервизия.** Веднъж месечно разговор с човек отвън: за случаите, не за грешките.',
      ),
      say(
        '**Cover.** A second colleague knows every employee. Then anybody can be ill or go on holiday.',
        '**Zástup.** Každého zaměstnance zná ještě druhý kolega. Pak může kdokoli onemocnět nebo jet na dovolenou.',
        '**Заместване.** Всеки работник го познава и втори колега. Тогава всеки може да се разболее или да излезе в отпуск.',
      ),
      say(
        '**Thanks for something real.** “Your calm with Viktor on Tuesday helped us all.”',
        '**Konkrétní poděkování.** „Tvůj klid s Viktorem v úterý nám všem pomohl.“',
        '**Конкретна благодарност.** „Спокойствието ти с Виктор във вторник помогна на всички ни.“',
      ),
    ),
    picture('team-load', sharedLoad()),
    callout(
      'team-thursday',
      'example',
      say('Ten minutes on Thursday', 'Deset minut ve čtvrtek', 'Десет минути в четвъртък'),
      say(
        'Each Thursday one team sits down for ten minutes. Everybody says three things: what was hard, what went well, what I need. Nobody gives advice unless asked for it.',
        'Jeden tým si každý čtvrtek na deset minut sedne. Každý řekne tři věci: co bylo těžké, co se povedlo, co potřebuji. Nikdo neradí, pokud ho o to druhý nepožádá.',
        'Един екип всеки четвъртък сяда за десет минути. Всеки казва три неща: какво беше трудно, какво се получи, от какво имам нужда. Никой не дава съвети, ако не го помолят.',
      ),
    ),
    paragraph(
      'team-leave-out',
      say(
        'Do you lead others? Before you add something, ask: “What shall we leave out for it?” And go home on time yourself: your team does what you do, not what you say.',
        'Vedete druhé? Než něco přidáte, zeptejte se: „Co kvůli tomu vynecháme?“ A sami choďte domů včas: tým dělá to, co děláte vy, ne to, co říkáte.',
        'Ръководите други? Преди да добавите нещо, попитайте: „Какво ще махнем заради него?“ И сами си тръгвайте навреме: екипът прави каквото правите вие, а не каквото казвате.',
      ),
    ),
    question(
      'team-question',
      say(
        'Jana looks after eleven people, her colleague after four. What can the team do?',
        'Jana má na starosti jedenáct lidí, její kolega čtyři. Co může tým udělat?',
        'Яна се грижи за единайсет души, колегата ѝ за четирима. Какво може да направи екипът?',
      ),
      {
        divide: say('Share the people out again', 'Rozdělit lidi znovu', 'Да разпредели хората наново'),
        stand: say('Tell Jana to hold out', 'Říct Janě, ať vydrží', 'Да каже на Яна да издържи'),
        second: say(
          'Name a second person for the hard cases',
          'Určit k těžkým případům druhého člověka',
          'Да определи втори човек за трудните случаи',
        ),
        wait: say('Wait until Jana complains', 'Počkat, až si Jana postěžuje', 'Да изчака Яна да се оплаче'),
      },
      ['divide', 'second'],
      say(
        'Load can be changed. Endurance cannot be ordered. Those who are burning out often do not complain, so ask earlier.',
        'Zátěž se dá změnit. Výdrž se nařídit nedá. Kdo vyhořívá, si často nestěžuje, a tak se ptejte dřív.',
        'Натоварването може да се промени. Издръжливостта не става по заповед. Който прегаря, често не се оплаква, затова питайте по-рано.',
      ),
    ),
  ],
}

function atOneTable(): Drawing {
  return drawing(
    say(
      'Three colleagues sit at a table with cups. One speaks, the others listen. A clock on the wall shows ten minutes.',
      'Tři kolegové sedí u stolu s hrnky. Jeden mluví, ostatní poslouchají. Hodiny na zdi ukazují deset minut.',
      'Трима колеги седят на маса с чаши. Единият говори, другите слушат. Часовник на стената показва десет минути.',
    ),
    floor(134),
    circle(276, 34, 18),
    path('M276 34V16A18 18 0 0 1 291.6 25Z', { fill: 'accent', stroke: 'none' }),
    line('M276 34V20M276 34L287 27'),
    path('M176 12H226Q232 12 232 18V30Q232 36 226 36H188L174 46L178 36H176Q170 36 170 30V18Q170 12 176 12Z', {
      fill: 'card',
    }),
    line('M180 20H222M180 28H210', 'ink-2', 2),
    figure({
      at: [86, 134],
      shirt: 'excused',
      hair: 'bun',
      sits: 'right',
      hands: [
        [20, -40],
        [28, -40],
      ],
    }),
    figure({
      at: [162, 128],
      shirt: 'late',
      hands: [
        [-16, -36],
        [16, -36],
      ],
    }),
    figure({
      at: [238, 134],
      shirt: 'margin',
      hair: 'long',
      sits: 'left',
      hands: [
        [-28, -40],
        [-20, -40],
      ],
    }),
    rect(110, 94, 104, 6, 2, { fill: 'accent' }),
    rect(148, 100, 28, 34, 0, { fill: 'accent-soft', stroke: 'none' }),
    line('M162 100V134M142 134H182'),
    cup(118, 84),
    cup(172, 84),
    cup(194, 84),
  )
}

/** The same blocks, before and after they were divided anew. */
function sharedLoad(): Drawing {
  const inks: Ink[] = ['absent', 'late', 'excused', 'accent']
  // A head and shoulders, and the blocks on top.
  const pile = (x: number, blocks: number) => [
    path(`M${x - 11} 126Q${x - 11} 112 ${x} 112Q${x + 11} 112 ${x + 11} 126Z`),
    circle(x, 104, 7.5),
    ...Array.from({ length: blocks }, (_, at) =>
      rect(x - 13, 80 - 13 * at, 26, 13, 2, { fill: inks[at % inks.length] ?? 'accent', strokeWidth: 1.5 }),
    ),
  ]
  return drawing(
    say(
      'On the left one person carries six blocks and two others one each. On the right the same eight blocks are shared: three, three and two.',
      'Vlevo má jeden člověk šest kostek a dva další po jedné. Vpravo jsou tytéž kostky rozdělené: tři, tři a dvě.',
      'Вляво един човек има шест блокчета, а другите двама по едно. Вдясно същите осем са разделени: три, три и две.',
    ),
    pile(37, 6),
    pile(75, 1),
    pile(113, 1),
    pile(211, 3),
    pile(249, 3),
    pile(287, 2),
    line('M150 70H174M166 62L174 70L166 78', 'accent', 3),
    word(75, 143, say('Before', 'Dřív', 'Преди')),
    word(249, 143, say('Now', 'Teď', 'Сега')),
  )
}
