import type { Drawing, Lesson } from '#domain/learning.ts'
import { circle, drawing, figure, hills, line, path, rect, sun, word } from '../draw.ts'
import { bullets, callout, heading, paragraph, picture, question, say } from '../write.ts'

export const signs: Lesson = {
  id: 'signs',
  title: say('Three signs that it is too much', 'Tři znamení, že je toho moc', 'Три знака, че идва в повече'),
  blocks: [
    picture('signs-load', uphillWithALoad()),
    paragraph(
      'signs-three',
      say(
        'Tiredness that a weekend does not cure. Irritation with the people whom you want to help. A feeling that your work makes no sense.',
        'Únava, která nezmizí ani po víkendu. Podrážděnost na lidi, kterým chcete pomáhat. Pocit, že vaše práce nemá smysl.',
        'Умора, която не минава и след уикенда. Раздразнение към хората, на които искате да помагате. Усещане, че работата ви няма смисъл.',
      ),
    ),
    paragraph(
      'signs-all',
      say(
        'Everybody knows one of these signs now and then. **All three, for several weeks, mean that it is time to change something.**',
        'Jedno znamení občas zná každý. **Všechna tři několik týdnů po sobě znamenají, že je čas něco změnit.**',
        'Всеки понякога познава един от тези знаци. **И трите наведнъж, няколко седмици подред, значат, че е време нещо да се промени.**',
      ),
    ),
    picture('signs-pictures', threeSigns()),
    heading('signs-day', say('On an ordinary day', 'Ve všední den', 'В един обикновен ден')),
    bullets(
      'signs-examples',
      say(
        'You put off a talk with an employee for the third time.',
        'Rozhovor s jedním zaměstnancem odkládáte už potřetí.',
        'За трети път отлагате разговор с един от работниците.',
      ),
      say('You say “they” where you used to say names.', 'Místo jmen říkáte „oni“.', 'Вместо имена казвате „те“.'),
      say(
        'You read messages from work in bed.',
        'Zprávy z práce čtete v posteli.',
        'Четете служебни съобщения в леглото.',
      ),
      say('You shout over something small.', 'Vybuchnete kvůli maličkosti.', 'Избухвате за дреболия.'),
    ),
    callout(
      'signs-ask',
      'try',
      say('Ask', 'Zeptejte se', 'Попитайте'),
      say(
        'Ask somebody who sees you at work: “Have I changed in the last two months?” Others often notice it before we do.',
        'Zeptejte se někoho, kdo vás vídá při práci: „Změnilo se na mně něco za poslední dva měsíce?“ Druzí si toho často všimnou dřív než my.',
        'Попитайте човек, който ви вижда на работа: „Промених ли се през последните два месеца?“ Другите често го забелязват преди нас.',
      ),
    ),
    callout(
      'signs-at-once',
      'remember',
      say('Do not wait with this', 'S tímhle nečekejte', 'С това не чакайте'),
      say(
        'Have you not slept properly for weeks? Do you drink to get through the day? Do you think that you do not want to live? Call your doctor or a crisis line. If a life is in danger, call 112.',
        'Týdny pořádně nespíte? Pijete, abyste vydrželi den? Napadá vás, že nechcete žít? Zavolejte svému lékaři nebo na krizovou linku. Když jde o život, volejte 112.',
        'Не спите добре със седмици? Пиете, за да изкарате деня? Мислите, че не ви се живее? Обадете се на своя лекар или на кризисна линия. Ако има опасност за живота, звънете на 112.',
      ),
    ),
    question(
      'signs-question',
      say(
        'Which of these are signs of burn-out?',
        'Co z toho patří ke znamením vyhoření?',
        'Кои от тези неща са знаци за прегаряне?',
      ),
      {
        care: say(
          'You do not care how people are any more',
          'Je vám jedno, jak se lidem daří',
          'Вече ви е все едно как са хората',
        ),
        feet: say(
          'Your feet hurt after a long day at the market',
          'Po dlouhém dni na trhu vás bolí nohy',
          'След дълъг ден на пазара ви болят краката',
        ),
        wake: say(
          'For weeks you have been waking up without strength',
          'Celé týdny se budíte bez sil',
          'Със седмици се будите без сили',
        ),
        use: say(
          'It seems to you that your work is of no use',
          'Zdá se vám, že vaše práce k ničemu není',
          'Струва ви се, че от работата ви няма полза',
        ),
      },
      ['care', 'wake', 'use'],
      say(
        'One long day makes anybody tired. What counts is what lasts: exhaustion, indifference and the feeling that it is of no use, for weeks.',
        'Po jednom dlouhém dni je unavený každý. Důležité je, co trvá: vyčerpání, lhostejnost a pocit marnosti celé týdny.',
        'След един дълъг ден всеки е уморен. Важно е какво трае: изтощение, безразличие и усещане, че няма полза, и то със седмици.',
      ),
    ),
    question(
      'signs-you',
      say(
        'Which of the three do you know best at present?',
        'Které ze tří znamení teď znáte nejvíc?',
        'Кой от трите знака ви е най-познат сега?',
      ),
      {
        tired: say('Tiredness', 'Únavu', 'Умората'),
        distant: say('Irritation and distance', 'Podrážděnost a odstup', 'Раздразнението и дистанцията'),
        useless: say('The feeling that it makes no sense', 'Pocit, že to nemá smysl', 'Усещането, че няма смисъл'),
        none: say('None of them', 'Žádné z nich', 'Нито един'),
      },
      [],
      say(
        'Come back to this question in two weeks and compare. One sign is a good reason for a talk, three are a reason for a change.',
        'Za dva týdny se k otázce vraťte a porovnejte. Jedno znamení je dobrý důvod k rozhovoru, tři jsou důvod ke změně.',
        'Върнете се към въпроса след две седмици и сравнете. Един знак е добра причина за разговор, три са причина за промяна.',
      ),
    ),
  ],
}

function uphillWithALoad(): Drawing {
  return drawing(
    say(
      'A person climbs a hill, bent under a large bundle. The sun stands over the hills.',
      'Člověk stoupá do kopce, ohnutý pod velkým rancem. Nad kopci stojí slunce.',
      'Човек се изкачва по хълм, приведен под голям вързоп. Над хълмовете е слънцето.',
    ),
    sun(258, 42, 16),
    hills(120),
    figure({
      at: [150, 120],
      shirt: 'excused',
      hands: [
        [-15, -48],
        [14, -30],
      ],
      feet: [-11, 10],
    }),
    circle(122, 68, 21, { fill: 'late' }),
    path('M118 47Q122 40 127 47', { fill: 'none' }),
    line('M128 52Q138 60 135 72'),
  )
}

function threeSigns(): Drawing {
  const panel = (x: number) => rect(x, 12, 96, 126, 10, { fill: 'card', stroke: 'line', strokeWidth: 1.5 })
  return drawing(
    say(
      'Three pictures. Tired: somebody lies awake in bed under the moon. Distant: two people stand back to back, a wall between them. Useless: water runs out of a watering can with a hole.',
      'Tři obrázky. Únava: někdo leží v posteli pod měsícem a nespí. Odstup: dva lidé stojí zády k sobě, mezi nimi zeď. Marnost: z děravé konve vytéká voda.',
      'Три картини. Умора: човек лежи буден в леглото под луната. Дистанция: двама души стоят гръб към гръб, между тях има стена. Безсмислие: от пробита лейка изтича вода.',
    ),
    panel(9),
    panel(114),
    panel(219),
    // Awake at night.
    path('M76 24A13 13 0 1 0 88 44A11 11 0 0 1 76 24Z', { fill: 'late-soft', stroke: 'late' }),
    line('M20 66V104M20 94H94V104'),
    circle(34, 80, 9),
    circle(31, 79, 1.2, { fill: 'ink', strokeWidth: 1 }),
    circle(37, 79, 1.2, { fill: 'ink', strokeWidth: 1 }),
    path('M44 94V80Q68 72 94 82V94Z', { fill: 'excused' }),
    word(57, 128, say('Tired', 'Únava', 'Умора'), 'ink', 13),
    // Back to back.
    figure({
      at: [137, 106],
      shirt: 'accent',
      size: 0.9,
      hands: [
        [-15, -34],
        [7, -30],
      ],
    }),
    figure({
      at: [187, 106],
      shirt: 'margin',
      size: 0.9,
      hands: [
        [-7, -30],
        [15, -34],
      ],
    }),
    rect(157, 34, 10, 73, 2, { fill: 'line' }),
    line('M157 52H167M157 70H167M157 88H167', 'ink', 1.5),
    word(162, 128, say('Distant', 'Odstup', 'Дистанция'), 'ink', 13),
    // Water that does not arrive.
    path('M236 54H270L274 94H232Z', { fill: 'accent' }),
    path('M236 58Q222 50 224 70Q226 82 234 80', { fill: 'none' }),
    line('M273 82L294 56M289 51L300 61', 'ink', 3),
    circle(253, 85, 3.5, { fill: 'card' }),
    line('M253 92V97M248 101V106M258 101V106', 'accent', 3),
    word(267, 128, say('No use', 'Marnost', 'Без полза'), 'ink', 13),
  )
}
