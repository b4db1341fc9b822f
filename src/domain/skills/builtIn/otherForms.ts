import type { Form, Item, Step } from '../form.ts'
import type { Texts } from '../framework.ts'
import { LANGUAGES, words } from './words.ts'

/** The app's own forms, free to use: neutral beginnings, which a hub replaces by its own. */

const OWN = {
  version: 1,
  languages: LANGUAGES,
  working: [],
  licence: 'CC0 1.0',
  source: 'Teren',
  framework: null,
} as const

const scale = (steps: readonly Step[], id: string, text: Texts): Item => ({ id, kind: 'scale', text, steps })

// ---------------------------------------------------------------- end of course

const AGREEMENT: Step[] = [
  {
    value: 1,
    title: words('Not at all', 'Vůbec ne', 'Изобщо не', 'Nemaz', 'Wcale nie'),
  },
  { value: 2, title: words('Rather not', 'Spíše ne', 'По-скоро не', 'Drīzāk nē', 'Raczej nie') },
  { value: 3, title: words('Partly', 'Zčásti', 'Отчасти', 'Daļēji', 'Częściowo') },
  { value: 4, title: words('Rather yes', 'Spíše ano', 'По-скоро да', 'Drīzāk jā', 'Raczej tak') },
  { value: 5, title: words('Fully', 'Zcela', 'Напълно', 'Pilnībā', 'W pełni') },
]

const TO_TEN: Step[] = Array.from({ length: 11 }, (_, value) => {
  const digits = String(value)
  return { value, title: words(digits, digits, digits, digits, digits) }
})

export const COURSE_FEEDBACK: Form = {
  ...OWN,
  id: 'course-feedback-001',
  title: words(
    'At the end of the course',
    'Na konci kurzu',
    'В края на курса',
    'Kursa noslēgumā',
    'Na zakończenie kursu',
  ),
  subject: 'person',
  assessors: ['self'],
  items: [
    scale(
      AGREEMENT,
      'useful',
      words(
        'What we did is of use to me',
        'Co jsme dělali, je mi k užitku',
        'Това, което правихме, ми е полезно',
        'Tas, ko darījām, man noder',
        'To, co robiliśmy, jest mi przydatne',
      ),
    ),
    scale(
      AGREEMENT,
      'understood',
      words(
        'I understood what was said',
        'Všemu jsem rozuměl(a)',
        'Разбирах какво се казва',
        'Es sapratu, par ko runāja',
        'Wszystko było dla mnie zrozumiałe',
      ),
    ),
    scale(
      AGREEMENT,
      'heard',
      words(
        'I could ask and say what I think',
        'Mohl(a) jsem se ptát a říct, co si myslím',
        'Можех да питам и да кажа какво мисля',
        'Varēju jautāt un teikt, ko domāju',
        'Można było pytać i mówić, co się myśli',
      ),
    ),
    scale(
      AGREEMENT,
      'will-use',
      words(
        'I know what I will do differently',
        'Vím, co udělám jinak',
        'Знам какво ще правя по друг начин',
        'Zinu, ko darīšu citādi',
        'Wiem, co zrobię inaczej',
      ),
    ),
    scale(
      TO_TEN,
      'recommend',
      words(
        'Would you recommend the course to others? 0: no, 10: certainly',
        'Doporučil(a) byste kurz ostatním? 0: ne, 10: určitě',
        'Бихте ли препоръчали курса на други? 0: не, 10: със сигурност',
        'Vai ieteiktu kursu citiem? 0: nē, 10: noteikti',
        'Czy poleciliby Państwo kurs innym? 0: nie, 10: na pewno',
      ),
    ),
    {
      id: 'best',
      kind: 'text',
      text: words(
        'What was best?',
        'Co bylo nejlepší?',
        'Кое беше най-доброто?',
        'Kas bija vislabākais?',
        'Co było najlepsze?',
      ),
    },
    {
      id: 'better',
      kind: 'text',
      text: words(
        'What should be better next time?',
        'Co má být příště lepší?',
        'Какво да е по-добре следващия път?',
        'Kam nākamreiz jābūt labākam?',
        'Co następnym razem powinno być lepsze?',
      ),
    },
  ],
  dimensions: [
    {
      id: 'course',
      title: words('The course', 'Kurz', 'Курсът', 'Kurss', 'Kurs'),
      weight: 1,
      aggregate: 'mean',
      items: ['useful', 'understood', 'heard', 'will-use'],
    },
    {
      id: 'recommended',
      title: words('Recommended', 'Doporučení', 'Препоръчване', 'Ieteikums', 'Polecenie'),
      weight: 1,
      aggregate: 'mean',
      items: ['recommend'],
    },
  ],
  total: null,
  bands: [],
}

// ---------------------------------------------------------------- an organisation's management

const IN_PLACE: Step[] = [
  {
    value: 1,
    title: words('Not there', 'Není', 'Няма', 'Nav', 'Nie ma'),
    meaning: words(
      'Nobody does it, or by chance',
      'Nikdo to nedělá, nebo jen náhodou',
      'Никой не го прави или само случайно',
      'Neviens to nedara vai tikai nejauši',
      'Nikt tego nie robi albo przypadkiem',
    ),
  },
  {
    value: 2,
    title: words('Begun', 'Začato', 'Започнато', 'Sākts', 'Zaczęte'),
    meaning: words(
      'Now and then; it depends on one person',
      'Občas; záleží na jednom člověku',
      'Понякога; зависи от един човек',
      'Reizēm; atkarīgs no viena cilvēka',
      'Czasem; zależy od jednej osoby',
    ),
  },
  {
    value: 3,
    title: words('Works', 'Funguje', 'Работи', 'Darbojas', 'Działa'),
    meaning: words(
      'As agreed, and known to all',
      'Podle dohody a všichni to znají',
      'По уговорка и известно на всички',
      'Kā norunāts, un visi to zina',
      'Zgodnie z ustaleniami, znane wszystkim',
    ),
  },
  {
    value: 4,
    title: words('Improves', 'Zlepšuje se', 'Подобрява се', 'Tiek uzlabots', 'Jest ulepszane'),
    meaning: words(
      'Looked at regularly and made better',
      'Pravidelně se hodnotí a zlepšuje',
      'Редовно се преглежда и подобрява',
      'Regulāri izvērtē un uzlabo',
      'Regularnie oceniane i ulepszane',
    ),
  },
]

const matrix: { id: string; title: Texts; items: [id: string, text: Texts][] }[] = [
  {
    id: 'people',
    title: words('People', 'Lidé', 'Хора', 'Cilvēki', 'Ludzie'),
    items: [
      [
        'roles',
        words(
          'Everybody knows what they are responsible for',
          'Každý ví, za co odpovídá',
          'Всеки знае за какво отговаря',
          'Katrs zina, par ko atbild',
          'Każdy wie, za co odpowiada',
        ),
      ],
      [
        'training',
        words(
          'People are trained for what they do',
          'Lidé jsou pro svou práci školeni',
          'Хората се обучават за това, което правят',
          'Cilvēki tiek apmācīti savam darbam',
          'Ludzie są szkoleni do swojej pracy',
        ),
      ],
    ],
  },
  {
    id: 'inclusion',
    title: words('Inclusion', 'Začleňování', 'Приобщаване', 'Iekļaušana', 'Włączanie'),
    items: [
      [
        'access',
        words(
          'Work is arranged so that people with difficulties can do it',
          'Práce je upravena tak, aby ji zvládli i lidé s obtížemi',
          'Работата е пригодена за хора със затруднения',
          'Darbs ir pielāgots cilvēkiem ar grūtībām',
          'Praca jest dostosowana do osób z trudnościami',
        ),
      ],
      [
        'voice',
        words(
          'Those whom we serve have a say',
          'Ti, komu sloužíme, mají slovo',
          'Тези, на които служим, имат думата',
          'Tiem, kam kalpojam, ir teikšana',
          'Ci, którym służymy, mają głos',
        ),
      ],
    ],
  },
  {
    id: 'planning',
    title: words('Planning', 'Plánování', 'Планиране', 'Plānošana', 'Planowanie'),
    items: [
      [
        'goals',
        words(
          'There are goals for the year, and they are followed up',
          'Jsou cíle na rok a sleduje se, jak se plní',
          'Има цели за годината и те се проследяват',
          'Ir gada mērķi, un tiem seko līdzi',
          'Są cele na rok i są śledzone',
        ),
      ],
      [
        'risks',
        words(
          'We know what could go wrong and what we would do',
          'Víme, co se může nepovést a co bychom dělali',
          'Знаем какво може да се обърка и какво бихме направили',
          'Zinām, kas var neizdoties un ko darītu',
          'Wiemy, co może się nie udać i co byśmy zrobili',
        ),
      ],
    ],
  },
  {
    id: 'money',
    title: words('Money', 'Peníze', 'Пари', 'Nauda', 'Pieniądze'),
    items: [
      [
        'overview',
        words(
          'We know every month what we have and owe',
          'Každý měsíc víme, co máme a dlužíme',
          'Всеки месец знаем какво имаме и дължим',
          'Katru mēnesi zinām, kas mums ir un ko esam parādā',
          'Co miesiąc wiemy, co mamy i ile jesteśmy winni',
        ),
      ],
      [
        'income',
        words(
          'Income comes from more than one source',
          'Příjmy máme z více než jednoho zdroje',
          'Приходите са от повече от един източник',
          'Ienākumi ir no vairākiem avotiem',
          'Przychody pochodzą z więcej niż jednego źródła',
        ),
      ],
    ],
  },
  {
    id: 'learning',
    title: words(
      'Quality and learning',
      'Kvalita a učení',
      'Качество и учене',
      'Kvalitāte un mācīšanās',
      'Jakość i uczenie się',
    ),
    items: [
      [
        'feedback',
        words(
          'We ask for feedback and act on it',
          'Ptáme se na zpětnou vazbu a reagujeme na ni',
          'Търсим обратна връзка и действаме по нея',
          'Jautājam atsauksmes un rīkojamies',
          'Pytamy o opinie i reagujemy na nie',
        ),
      ],
      [
        'results',
        words(
          'We measure what changes through our work',
          'Měříme, co se naší prací mění',
          'Измерваме какво се променя чрез работата ни',
          'Mērām, ko mūsu darbs maina',
          'Mierzymy, co zmienia nasza praca',
        ),
      ],
    ],
  },
  {
    id: 'partners',
    title: words('Partners', 'Partneři', 'Партньори', 'Partneri', 'Partnerzy'),
    items: [
      [
        'agreements',
        words(
          'What partners do is agreed in writing',
          'Co dělají partneři, je písemně dohodnuto',
          'Какво правят партньорите е уговорено писмено',
          'Partneru darbs ir rakstiski norunāts',
          'Zadania partnerów są ustalone na piśmie',
        ),
      ],
      [
        'network',
        words(
          'We learn and act together with others',
          'Učíme se a jednáme spolu s ostatními',
          'Учим и действаме заедно с други',
          'Mācāmies un rīkojamies kopā ar citiem',
          'Uczymy się i działamy razem z innymi',
        ),
      ],
    ],
  },
]

export const MANAGEMENT_MATRIX: Form = {
  ...OWN,
  id: 'management-matrix-1',
  title: words(
    'How the organisation is managed',
    'Jak je organizace řízena',
    'Как се управлява организацията',
    'Kā organizācija tiek vadīta',
    'Jak zarządzana jest organizacja',
  ),
  subject: 'organisation',
  assessors: ['self', 'trainer', 'peer'],
  items: matrix.flatMap(({ items }) => items.map(([id, text]) => scale(IN_PLACE, id, text))),
  dimensions: matrix.map(({ id, title, items }) => ({
    id,
    title,
    weight: 1,
    aggregate: 'mean',
    items: items.map(([item]) => item),
  })),
  total: 'mean',
  bands: [
    { from: 1, title: words('To be built', 'K vybudování', 'Да се изгради', 'Jāveido', 'Do zbudowania') },
    { from: 2, title: words('Growing', 'Roste', 'Развива се', 'Veidojas', 'Rozwija się') },
    { from: 3, title: words('Firm', 'Pevné', 'Стабилно', 'Stabils', 'Solidne') },
  ],
}

// ---------------------------------------------------------------- an innovation's readiness to scale

const PROVEN: Step[] = [
  { value: 1, title: words('Nothing yet', 'Zatím nic', 'Още нищо', 'Vēl nekā', 'Jeszcze nic') },
  { value: 2, title: words('Thought through', 'Promyšleno', 'Обмислено', 'Pārdomāts', 'Przemyślane') },
  { value: 3, title: words('Tried out', 'Vyzkoušeno', 'Изпробвано', 'Izmēģināts', 'Wypróbowane') },
  {
    value: 4,
    title: words('Works here', 'Funguje u nás', 'Работи при нас', 'Darbojas pie mums', 'Działa u nas'),
  },
  {
    value: 5,
    title: words(
      'Works elsewhere too',
      'Funguje i jinde',
      'Работи и другаде',
      'Darbojas arī citur',
      'Działa też gdzie indziej',
    ),
  },
]

const profile: [id: string, title: Texts][] = [
  [
    'need',
    words(
      'Need and evidence for it',
      'Potřeba a její doložení',
      'Нужда и доказателства за нея',
      'Vajadzība un tās pierādījumi',
      'Potrzeba i jej dowody',
    ),
  ],
  ['effect', words('Proof of effect', 'Doložený účinek', 'Доказан ефект', 'Pierādīta iedarbība', 'Dowiedziony skutek')],
  [
    'model',
    words(
      'Core of the model, and how closely it is followed',
      'Jádro modelu a jak věrně se dodržuje',
      'Ядро на модела и колко точно се спазва',
      'Modeļa kodols un tā ievērošana',
      'Rdzeń modelu i jego przestrzeganie',
    ),
  ],
  [
    'demand',
    words(
      'Demand and beneficiaries',
      'Poptávka a příjemci',
      'Търсене и ползватели',
      'Pieprasījums un labuma guvēji',
      'Popyt i odbiorcy',
    ),
  ],
  [
    'team',
    words('Team and leadership', 'Tým a vedení', 'Екип и ръководство', 'Komanda un vadība', 'Zespół i kierownictwo'),
  ],
  [
    'governance',
    words(
      'Who decides, and how',
      'Kdo a jak rozhoduje',
      'Кой и как решава',
      'Kas un kā lemj',
      'Kto i jak podejmuje decyzje',
    ),
  ],
  ['finance', words('Finance', 'Finance', 'Финансиране', 'Finansējums', 'Finanse')],
  [
    'partners',
    words(
      'Partners and surroundings',
      'Partneři a okolí',
      'Партньори и среда',
      'Partneri un vide',
      'Partnerzy i otoczenie',
    ),
  ],
  [
    'policy',
    words(
      'Fit with law and policy',
      'Soulad s právem a politikou',
      'Съответствие със закони и политики',
      'Atbilstība likumiem un politikai',
      'Zgodność z prawem i polityką',
    ),
  ],
  ['data', words('Data and learning', 'Data a učení', 'Данни и учене', 'Dati un mācīšanās', 'Dane i uczenie się')],
]

/** One step a dimension. The total is the lowest of them: an innovation scales no better than its weakest side. */
export const SCALING_READINESS: Form = {
  ...OWN,
  id: 'scaling-readiness-1',
  title: words(
    'Ready to scale',
    'Připravenost k rozšíření',
    'Готовност за разширяване',
    'Gatavība paplašināšanai',
    'Gotowość do upowszechnienia',
  ),
  subject: 'innovation',
  assessors: ['self', 'trainer', 'peer'],
  items: profile.map(([id, title]) => scale(PROVEN, `step-${id}`, title)),
  dimensions: profile.map(([id, title]) => ({ id, title, weight: 1, aggregate: 'minimum', items: [`step-${id}`] })),
  total: 'minimum',
  bands: [],
}
