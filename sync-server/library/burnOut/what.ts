import type { Drawing, Lesson } from '#domain/learning.ts'
import { circle, drawing, floor, line, path, rect, sun, word } from '../draw.ts'
import { bullets, callout, paragraph, picture, question, say } from '../write.ts'

export const what: Lesson = {
  id: 'what',
  title: say('What burn-out is, and what it is not', 'Co je vyhoření a co není', 'Какво е прегаряне и какво не е'),
  blocks: [
    picture('what-workshop', inFrontOfTheWorkshop()),
    paragraph(
      'what-eva',
      say(
        'Eva is a job coach in a sewing workshop. For five years she looked forward to Mondays. Now she sits in her car in front of the workshop and cannot get out. What has happened?',
        'Eva je pracovní konzultantka v šicí dílně. Pět let se na pondělky těšila. Teď ráno sedí v autě před dílnou a nedokáže vystoupit. Co se stalo?',
        'Ева е трудов наставник в шивашка работилница. Пет години чакаше понеделника с радост. Сега сутрин седи в колата пред работилницата и не може да слезе. Какво е станало?',
      ),
    ),
    paragraph(
      'what-from-work',
      say(
        '**Burn-out comes from work.** It grows when stress at work lasts for months and nobody does anything about it. The World Health Organization describes it in its list ICD-11 as something that belongs to working life. It does not call it an illness.',
        '**Vyhoření vzniká z práce.** Roste, když stres v práci trvá celé měsíce a nikdo s ním nic nedělá. Světová zdravotnická organizace ho v seznamu MKN-11 popisuje jako jev, který patří k pracovnímu životu. Nemoc to podle ní není.',
        '**Прегарянето идва от работата.** То расте, когато стресът на работа трае с месеци и никой не прави нищо. Световната здравна организация го описва в списъка МКБ-11 като явление, свързано с труда. Според нея то не е болест.',
      ),
    ),
    paragraph('what-parts', say('It has three parts:', 'Má tři části:', 'То има три страни:')),
    bullets(
      'what-three',
      say(
        '**Your strength runs out.** Rest helps only a little.',
        '**Docházejí síly.** Odpočinek pomáhá jen málo.',
        '**Силите свършват.** Почивката помага малко.',
      ),
      say(
        '**You pull away.** Work and people become distant. You grow bitter or cold.',
        '**Roste odstup.** Práce a lidé se vzdalují. Místo zájmu přichází hořkost nebo chlad.',
        '**Отдалечавате се.** Работата и хората стават далечни. На мястото на интереса идва горчивина или студенина.',
      ),
      say(
        '**Work goes badly.** You manage less, or it seems to you that it is of no use.',
        '**Práce se nedaří.** Zvládáte méně, nebo se vám zdá, že to k ničemu není.',
        '**Работата не върви.** Свършвате по-малко или ви се струва, че няма полза.',
      ),
    ),
    picture('what-batteries', twoBatteries()),
    callout(
      'what-not-the-same',
      'remember',
      say('Not the same', 'Není to totéž', 'Не е едно и също'),
      say(
        'Tiredness goes away after rest. A bad week ends. Burn-out is still there after the weekend. It is not a weakness. It can hit exactly those who care most about others.',
        'Únava po odpočinku zmizí. Špatný týden skončí. Vyhoření tu bude i po víkendu. Není to slabost. Může potkat právě ty, kterým na druhých nejvíc záleží.',
        'Умората минава след почивка. Лошата седмица свършва. Прегарянето е тук и след уикенда. То не е слабост. Може да се случи тъкмо на онези, които най-много мислят за другите.',
      ),
    ),
    paragraph(
      'what-matters',
      say(
        'You support people who have a harder start: after years without a job, with a disability, after prison. They do not need a hero. They need somebody who still has strength tomorrow.',
        'Podporujete lidi, kteří to mají těžší: po letech bez práce, s postižením, po návratu z vězení. Nepotřebují hrdinu. Potřebují někoho, kdo bude mít sílu i zítra.',
        'Вие подкрепяте хора, на които им е по-трудно: след години без работа, с увреждане, след затвор. На тях не им трябва герой. Трябва им човек, който ще има сили и утре.',
      ),
    ),
    question(
      'what-question',
      say(
        'Eva sleeps all weekend. On Monday she is as exhausted as before, and it has been like this for two months. What should she think of first?',
        'Eva prospí celý víkend. V pondělí je stejně vyčerpaná a trvá to už dva měsíce. Co by ji mělo napadnout jako první?',
        'Ева спи цял уикенд. В понеделник пак е изтощена и така вече два месеца. За какво да помисли първо?',
      ),
      {
        lazy: say('That she is lazy', 'Že je líná', 'Че е мързелива'),
        more: say(
          'That it may be more than tiredness, and that she should talk to somebody',
          'Že je to možná víc než únava a že si o tom má s někým promluvit',
          'Че може да е нещо повече от умора и е добре да поговори с някого',
        ),
        longer: say('That she needs a longer weekend', 'Že potřebuje delší víkend', 'Че ѝ трябва по-дълъг уикенд'),
      },
      ['more'],
      say(
        'Tiredness goes away after rest. If it stays for weeks, look for the cause, and do not stay alone with it. Some illnesses look like this too, so see a doctor as well.',
        'Únava po odpočinku zmizí. Když trvá celé týdny, hledejte příčinu a nezůstávejte na to sami. Podobně vypadají i některé nemoci, proto zajděte také k lékaři.',
        'Умората минава след почивка. Ако трае със седмици, търсете причината и не оставайте сами с нея. Така изглеждат и някои болести, затова идете и на лекар.',
      ),
    ),
  ],
}

function inFrontOfTheWorkshop(): Drawing {
  return drawing(
    say(
      'A woman sits in a car in front of a workshop. The lamp over the door is on. She does not get out.',
      'Žena sedí v autě před dílnou. Nad dveřmi svítí lampa. Žena nevystupuje.',
      'Жена седи в кола пред работилница. Над вратата свети лампа. Жената не слиза.',
    ),
    sun(40, 36, 13),
    floor(122),
    // The workshop: roof, door, window with a sewing machine.
    rect(186, 52, 116, 70, 0),
    path('M176 54L244 22L312 54Z', { fill: 'late-soft' }),
    rect(200, 76, 28, 46, 2, { fill: 'accent' }),
    circle(222, 100, 1.5, { fill: 'card', stroke: 'none' }),
    circle(214, 65, 4.5, { fill: 'late' }),
    rect(242, 70, 48, 32, 2, { fill: 'late-soft' }),
    path('M250 97V94H284V97Z', { fill: 'ink' }),
    path('M278 94V80H260V86', { fill: 'none', strokeWidth: 4 }),
    line('M260 86V92', 'ink', 2),
    // The car, with somebody in it.
    path('M60 96L74 72Q77 68 82 68H116Q121 68 124 72L136 92L152 96Q158 98 158 104V118H42V106Q42 97 51 96Z', {
      fill: 'excused-soft',
    }),
    path('M70 94L80 76H97V94Z', { fill: 'card' }),
    path('M103 94V76H116L126 94Z', { fill: 'card' }),
    circle(112, 78, 3, { fill: 'ink' }),
    circle(112, 86, 5.5),
    path('M106.5 86Q112 76 117.5 86Q112 82 106.5 86Z', { fill: 'ink', strokeWidth: 1.5 }),
    circle(70, 118, 11, { fill: 'ink-2' }),
    circle(70, 118, 4, { fill: 'card', stroke: 'none' }),
    circle(132, 118, 11, { fill: 'ink-2' }),
    circle(132, 118, 4, { fill: 'card', stroke: 'none' }),
  )
}

/** What a weekend does to tiredness, and what it does not do to burn-out. */
function twoBatteries(): Drawing {
  const battery = (x: number, y: number, full: number, ink: 'present' | 'absent') => [
    rect(x, y, 64, 30, 6),
    rect(x + 64, y + 9, 5, 12, 1, { fill: 'ink', stroke: 'none' }),
    rect(x + 5, y + 5, Math.round(54 * full), 20, 3, { fill: ink, stroke: 'none' }),
  ]
  const arrow = (y: number) => line(`M209 ${y}H223M217 ${y - 5}L223 ${y}L217 ${y + 5}`)
  return drawing(
    say(
      'Four batteries. Tired: almost empty on Friday, full on Monday. Burnt out: almost empty on Friday, almost empty on Monday.',
      'Čtyři baterie. Únava: v pátek skoro prázdná, v pondělí plná. Vyhoření: v pátek skoro prázdná, v pondělí skoro prázdná.',
      'Четири батерии. Умора: в петък почти празна, в понеделник пълна. Прегаряне: в петък почти празна, в понеделник почти празна.',
    ),
    word(164, 26, say('Friday', 'Pátek', 'Петък')),
    word(262, 26, say('Monday', 'Pondělí', 'Понеделник')),
    word(66, 62, say('Tired', 'Únava', 'Умора')),
    word(66, 116, say('Burn-out', 'Vyhoření', 'Прегаряне')),
    battery(132, 42, 0.2, 'absent'),
    arrow(57),
    battery(230, 42, 1, 'present'),
    battery(132, 96, 0.2, 'absent'),
    arrow(111),
    battery(230, 96, 0.24, 'absent'),
  )
}
