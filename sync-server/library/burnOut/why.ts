import type { Drawing, Lesson } from '#domain/learning.ts'
import { circle, cup, drawing, figure, floor, hills, line, path, rect, sun } from '../draw.ts'
import { bullets, callout, paragraph, picture, question, say } from '../write.ts'

export const why: Lesson = {
  id: 'why',
  title: say('Why work with people wears us out', 'Proč práce s lidmi vyčerpává', 'Защо работата с хора изтощава'),
  blocks: [
    picture('why-listening', listening()),
    paragraph(
      'why-martin',
      say(
        'Martin leads a kitchen. The people in it were without a job for a long time. He cooks little. Mostly he listens. To debts, a sick child, a lost flat, to fear.',
        'Martin vede kuchyni, kde pracují lidé, kteří byli dlouho bez práce. Sám vaří málo. Hlavně poslouchá. O dluzích, o nemocném dítěti, o výpovědi z bytu, o strachu.',
        'Мартин води кухня. В нея работят хора, които дълго са били без работа. Самият той готви малко. Най-вече слуша. За дългове, за болно дете, за изгубена квартира, за страх.',
      ),
    ),
    paragraph(
      'why-unseen',
      say(
        '**Three things cost strength, although nobody sees them:**',
        '**Síly berou tři věci, i když je nikdo nevidí:**',
        '**Три неща взимат сили, макар че никой не ги вижда:**',
      ),
    ),
    bullets(
      'why-three',
      say(
        '**Feelings at work.** You stay calm when somebody shouts. You smile when you would rather cry. This is work too.',
        '**Pocity při práci.** Zůstanete v klidu, když někdo křičí. Usmíváte se, i když je vám do pláče. I to je práce.',
        '**Чувствата на работа.** Оставате спокойни, когато някой вика. Усмихвате се, когато ви се плаче. И това е работа.',
      ),
      say(
        '**Other people’s stories.** You hear of violence, debts and illness. Some of it goes home with you.',
        '**Příběhy druhých.** Slyšíte o násilí, dluzích a nemocech. Něco z toho si nesete domů.',
        '**Чуждите истории.** Чувате за насилие, дългове и болести. Част от тях носите вкъщи.',
      ),
      say(
        '**The limits of your role.** You want to help with everything. But you are not a doctor, a bank or a family.',
        '**Hranice role.** Chcete pomoct se vším. Nejste ale lékař, banka ani rodina.',
        '**Границите на ролята.** Искате да помогнете за всичко. Но не сте нито лекар, нито банка, нито семейство.',
      ),
    ),
    picture('why-way', windingWay()),
    paragraph(
      'why-slow',
      say(
        'And success comes slowly. Somebody is on time for three weeks, then does not come. You begin again. You have not failed: a long way has bends.',
        'A úspěch přichází pomalu. Někdo chodí tři týdny včas, a pak nepřijde. Začínáte znovu. Není to vaše selhání: dlouhá cesta má zatáčky.',
        'А успехът идва бавно. Някой три седмици идва навреме, после не се появява. Започвате отначало. Не сте се провалили: дългият път има завои.',
      ),
    ),
    callout(
      'why-questions',
      'example',
      say('Martin’s three questions', 'Martinovy tři otázky', 'Трите въпроса на Мартин'),
      say(
        'Martin now asks himself: Shall I solve this? Shall I only hear it? Or does it belong to somebody else? A debt belongs to a debt adviser. Martin finds the number, and stays near during the call.',
        'Martin se teď ptá sám sebe: Mám to vyřešit? Mám to jen vyslechnout? Nebo to patří někomu jinému? Dluh patří do dluhové poradny. Martin najde číslo a během hovoru zůstane poblíž.',
        'Сега Мартин се пита: Аз ли да го реша? Само да го чуя ли? Или е работа на друг? За дълговете има консултант. Мартин намира номера и стои наблизо по време на разговора.',
      ),
    ),
    question(
      'why-money',
      say(
        'An employee wants to borrow money from you until pay day. What fits your role?',
        'Zaměstnanec si od vás chce půjčit peníze do výplaty. Co patří k vaší roli?',
        'Работник иска от вас пари назаем до заплата. Кое отговаря на вашата роля?',
      ),
      {
        lend: say('To lend it, just this once', 'Půjčit mu, jen tentokrát', 'Да му дам, само този път'),
        way: say(
          'To say no kindly, and to find out together who can help: an advance on wages, a debt adviser',
          'Laskavě odmítnout a společně najít, kdo pomůže: záloha na mzdu, dluhová poradna',
          'Да откажа любезно и заедно да намерим кой ще помогне: аванс от заплатата, консултант по дългове',
        ),
        deaf: say('To pretend not to hear', 'Dělat, že neslyším', 'Да се престоря, че не чувам'),
      },
      ['way'],
      say(
        'Kindness without a limit soon weighs on both. A clear no is help too, when it shows a way on.',
        'Laskavost bez hranic brzy tíží oba. I jasné ne je pomoc, když ukáže cestu dál.',
        'Добротата без граници скоро тежи и на двамата. И ясното „не“ е помощ, когато показва път нататък.',
      ),
    ),
    question(
      'why-home',
      say('What do you carry home most often?', 'Co si nejčastěji nosíte domů?', 'Какво носите вкъщи най-често?'),
      {
        story: say('A story that I heard', 'Příběh, který mi někdo řekl', 'История, която ми разказаха'),
        quarrel: say('A quarrel', 'Hádku', 'Кавга'),
        unfinished: say('Work that is not finished', 'Nedokončenou práci', 'Недовършена работа'),
        nothing: say('Mostly nothing', 'Většinou nic', 'Обикновено нищо'),
      },
      [],
      say(
        'Give it a name. What has a name is easier to put down. The next lesson shows how.',
        'Pojmenujte to. Co má jméno, to se snáz odkládá. Jak na to, ukáže další lekce.',
        'Дайте му име. Каквото има име, по-лесно се оставя. Следващият урок показва как.',
      ),
    ),
  ],
}

/** What one tells, the other carries: the stories pile up in the basket on his back. */
function listening(): Drawing {
  const story = (x: number, y: number, size: number) => rect(x, y, size, size * 0.72, 4, { fill: 'late-soft' })
  return drawing(
    say(
      'Two people sit at a table with cups. One talks. The other listens, and carries a basket full of stories on his back.',
      'Dva lidé sedí u stolu s hrnky. Jeden mluví. Druhý poslouchá a na zádech má koš plný příběhů.',
      'Двама души седят на маса с чаши. Единият говори. Другият слуша, а на гърба си носи кош, пълен с истории.',
    ),
    floor(128),
    // The one who talks.
    rect(58, 101, 30, 5, 2, { fill: 'ink', strokeWidth: 1 }),
    line('M62 106V128M84 106V128'),
    figure({
      at: [73, 128],
      shirt: 'margin',
      sits: 'right',
      hair: 'long',
      hands: [
        [22, -42],
        [28, -38],
      ],
    }),
    // The table.
    rect(116, 88, 92, 5, 2, { fill: 'late' }),
    line('M126 93V128M198 93V128'),
    cup(128, 78),
    cup(178, 78),
    // Words on their way over.
    path('M92 36H136Q142 36 142 42V54Q142 60 136 60H106L94 68L97 60H92Q86 60 86 54V42Q86 36 92 36Z', { fill: 'card' }),
    line('M96 44H132M96 51H122', 'ink-2', 2),
    // The one who listens, and the basket.
    rect(236, 101, 30, 5, 2, { fill: 'ink', strokeWidth: 1 }),
    line('M240 106V128M262 106V128'),
    path('M262 78H296L291 112H267Z', { fill: 'late' }),
    line('M264 89H294M266 100H293', 'card', 1.5),
    story(266, 64, 18),
    story(280, 60, 16),
    story(270, 48, 17),
    story(282, 40, 14),
    line('M262 82Q254 76 252 84'),
    figure({
      at: [251, 128],
      shirt: 'accent',
      sits: 'left',
      hands: [
        [-28, -40],
        [-22, -44],
      ],
    }),
  )
}

function windingWay(): Drawing {
  return drawing(
    say(
      'A path with many bends leads over hills to a house. A person is on the way and has come far already.',
      'Cesta s mnoha zatáčkami vede přes kopce k domu. Člověk je na cestě a kus už má za sebou.',
      'Път с много завои води през хълмове към къща. Човек върви по него и вече е минал доста.',
    ),
    sun(70, 36, 14),
    hills(96),
    line('M20 146C70 128 120 150 150 132S92 112 120 100S206 118 232 104S206 84 236 76S276 78 282 62', 'card', 9),
    // The house at the end.
    rect(270, 38, 26, 22, 1),
    path('M265 39L283 24L301 39Z', { fill: 'late' }),
    rect(279, 48, 8, 12, 1, { fill: 'ink', strokeWidth: 1 }),
    // Flags where it went well for a while.
    path('M62 132V112L76 117L62 122'),
    path('M152 101V82L166 87L152 92'),
    figure({
      at: [212, 108],
      shirt: 'excused',
      size: 0.62,
      feet: [-10, 11],
      hands: [
        [-15, -32],
        [14, -30],
      ],
      hair: 'cap',
    }),
    circle(116, 101, 3, { fill: 'ink-2', strokeWidth: 1 }),
  )
}
