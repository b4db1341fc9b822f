import type { Drawing, Lesson } from '#domain/learning.ts'
import { circle, drawing, everywhere, figure, hills, line, path, rect, sun, word } from '../draw.ts'
import { callout, paragraph, picture, question, say, steps } from '../write.ts'

export const plan: Lesson = {
  id: 'plan',
  title: say('Your plan for four weeks', 'Váš plán na čtyři týdny', 'Вашият план за четири седмици'),
  blocks: [
    picture('plan-way', fourFlags()),
    paragraph(
      'plan-small',
      say(
        'A big promise lasts a week. A small one lasts longer. Do **one** thing each week, and tell somebody about it.',
        'Velké předsevzetí vydrží týden. Malé vydrží déle. Udělejte každý týden **jednu** věc a někomu o ní řekněte.',
        'Голямото обещание издържа седмица. Малкото издържа повече. Правете всяка седмица по **едно** нещо и кажете на някого за него.',
      ),
    ),
    steps(
      'plan-weeks',
      say(
        '**Notice.** In the evening write one word: how was the day?',
        '**Všímejte si.** Večer napište jedno slovo: jaký byl den?',
        '**Забелязвайте.** Вечер напишете една дума: какъв беше денят?',
      ),
      say(
        '**Set a limit.** Choose the hour after which you do not answer. Tell the people whom it concerns.',
        '**Určete hranici.** Zvolte hodinu, po které už neodpovídáte. Řekněte to lidem, kterých se to týká.',
        '**Сложете граница.** Изберете час, след който не отговаряте. Кажете го на хората, които засяга.',
      ),
      say(
        '**Talk.** Ask a colleague for ten minutes, or your manager for supervision.',
        '**Mluvte.** Požádejte kolegu o deset minut nebo vedoucího o supervizi.',
        '**Говорете.** Помолете колега за десет минути или ръководителя за супервизия.',
      ),
      say(
        '**Look back.** Keep what helped. Drop the rest without guilt.',
        '**Ohlédněte se.** Nechte si, co pomohlo. Zbytek pusťte bez výčitek.',
        '**Погледнете назад.** Запазете каквото е помогнало. Останалото пуснете без вина.',
      ),
    ),
    callout(
      'plan-help',
      'remember',
      say('When to look for help', 'Kdy hledat pomoc', 'Кога да потърсите помощ'),
      say(
        'See your general practitioner when exhaustion, bad sleep or sadness last for weeks, or when you cannot manage your work. Ask for supervision when one case does not leave your head. If you think of not living any more, call a crisis line or 112 at once, at any hour.',
        'K praktickému lékaři jděte, když vyčerpání, špatný spánek nebo smutek trvají celé týdny, nebo když práci nezvládáte. O supervizi požádejte, když vám jeden případ nejde z hlavy. Když vás napadá, že nechcete žít, volejte hned krizovou linku nebo 112, v kteroukoli hodinu.',
        'Идете при личния лекар, когато изтощението, лошият сън или тъгата траят със седмици или когато не се справяте с работата. Поискайте супервизия, когато един случай не ви излиза от ума. Ако мислите, че не ви се живее, веднага звъннете на кризисна линия или на 112, по всяко време.',
      ),
    ),
    picture('plan-plant', plantOnTheSill()),
    paragraph(
      'plan-craft',
      say(
        'You need not manage it alone. To ask for help belongs to the craft. The people whom you support learn it from you.',
        'Nemusíte to zvládnout sami. Říct si o pomoc patří k řemeslu. A lidé, které podporujete, se to od vás učí.',
        'Не е нужно да се справяте сами. Да поискаш помощ е част от занаята. А хората, които подкрепяте, го учат от вас.',
      ),
    ),
    question(
      'plan-slip',
      say(
        'It is the second week, and you have answered a message at night after all. What now?',
        'Je druhý týden a v noci jste přece jen odpověděli na zprávu. Co teď?',
        'Втората седмица е, а през нощта все пак отговорихте на съобщение. Какво сега?',
      ),
      {
        stop: say('The plan has failed, I stop', 'Plán se nepovedl, končím', 'Планът се провали, спирам'),
        on: say(
          'I go on tomorrow: nothing is lost',
          'Zítra pokračuji: nic není ztraceno',
          'Утре продължавам: нищо не е загубено',
        ),
        double: say(
          'Next week I promise two things instead of one',
          'Příští týden si dám předsevzetí dvě',
          'Другата седмица ще обещая две неща вместо едно',
        ),
      },
      ['on'],
      say(
        'A slip is part of the way. Look at what made you answer, and go on.',
        'Chyba k cestě patří. Podívejte se, co vás k odpovědi přimělo, a jděte dál.',
        'Грешката е част от пътя. Вижте какво ви накара да отговорите и вървете нататък.',
      ),
    ),
    question(
      'plan-first',
      say('What will you try first?', 'Co zkusíte jako první?', 'Какво ще опитате първо?'),
      {
        word: say('One word every evening', 'Jedno slovo každý večer', 'Една дума всяка вечер'),
        hour: say(
          'An hour after which I do not answer',
          'Hodinu, po které neodpovídám',
          'Час, след който не отговарям',
        ),
        talk: say(
          'A talk with a colleague or my manager',
          'Rozhovor s kolegou nebo s vedoucím',
          'Разговор с колега или с ръководителя',
        ),
        outside: say('Help from outside, and soon', 'Pomoc zvenčí, a brzy', 'Помощ отвън, и то скоро'),
      },
      [],
      say(
        'Tell it to one person today: what is said aloud holds better. If you want help from outside, arrange the first appointment now.',
        'Řekněte to ještě dnes jednomu člověku: co zazní nahlas, drží líp. Pokud chcete pomoc zvenčí, domluvte si první schůzku hned teď.',
        'Кажете го още днес на един човек: изреченото на глас държи по-здраво. Ако искате помощ отвън, уговорете първата среща още сега.',
      ),
    ),
  ],
}

function fourFlags(): Drawing {
  const flag = (x: number, y: number, number: string) => [
    line(`M${x} ${y}V${y - 44}`),
    path(`M${x} ${y - 44}H${x + 25}L${x + 19} ${y - 34}L${x + 25} ${y - 24}H${x}Z`, { fill: 'card' }),
    word(x + 10, y - 29, everywhere(number), 'ink', 14),
  ]
  return drawing(
    say(
      'A path leads past four flags with the numbers 1 to 4, over the hills to the sun. A person stands at its beginning.',
      'Cesta vede kolem čtyř praporků s čísly 1 až 4 přes kopce ke slunci. Na jejím začátku stojí člověk.',
      'Път води покрай четири флагчета с числата от 1 до 4, през хълмовете към слънцето. В началото му стои човек.',
    ),
    sun(286, 40, 15),
    hills(112),
    line('M10 142C60 138 80 130 120 130S190 136 224 122S270 104 322 92', 'card', 7),
    flag(82, 132, '1'),
    flag(142, 128, '2'),
    flag(202, 126, '3'),
    flag(256, 108, '4'),
    figure({
      at: [38, 138],
      shirt: 'late',
      hair: 'bun',
      hands: [
        [-13, -26],
        [18, -46],
      ],
      feet: [-8, 10],
    }),
  )
}

function plantOnTheSill(): Drawing {
  return drawing(
    say(
      'A small plant in a pot stands on a window sill in the sun, and beside it a steaming cup.',
      'Na okenním parapetu stojí na slunci malá rostlina v květináči a vedle ní hrnek, ze kterého se kouří.',
      'На перваза на прозореца стои на слънце малко растение в саксия, а до него чаша, от която се вдига пара.',
    ),
    rect(72, 14, 180, 108, 3, { fill: 'late-soft' }),
    sun(116, 44, 13),
    path('M73.5 104C110 92 150 96 190 102S236 100 250.5 96V120.5H73.5Z', {
      fill: 'accent',
      stroke: 'none',
      opacity: 0.25,
    }),
    line('M162 14V122M72 66H252'),
    rect(52, 120, 220, 9, 2),
    path('M192 92H226L221 120H197Z', { fill: 'absent' }),
    line('M209 92V58'),
    path('M209 78Q190 78 186 60Q206 60 209 78Z', { fill: 'present' }),
    path('M209 68Q228 68 232 48Q211 50 209 68Z', { fill: 'present' }),
    path('M209 58Q200 46 209 34Q218 46 209 58Z', { fill: 'present' }),
    path('M104 98H128V112Q128 120 120 120H112Q104 120 104 112Z', { fill: 'card' }),
    line('M128 102Q138 104 128 112'),
    line('M111 92Q107 86 112 80M121 92Q117 86 122 80', 'ink-2', 2),
    circle(209, 106, 3, { fill: 'card', stroke: 'none' }),
  )
}
