import type { Framework, Level } from '../framework.ts'
import { words } from './words.ts'

/** EntreComp: names and hints as published in English. Everything in other languages, and how the levels are told in a
 *  few words, is ours: nobody calls it official. */

const level = (value: number, title: Level['title'], meaning: Level['meaning']): Level => ({ value, title, meaning })

export const ENTRECOMP: Framework = {
  id: 'entrecomp-2016-0001',
  version: 1,
  title: words(
    'EntreComp: the entrepreneurship competence framework',
    'EntreComp: rámec podnikatelských kompetencí',
    'EntreComp: рамка за предприемаческа компетентност',
    'EntreComp: uzņēmējspējas kompetences ietvars',
    'EntreComp: ramy kompetencji w zakresie przedsiębiorczości',
  ),
  original: 'en',
  working: ['cs', 'bg', 'lv', 'pl'],
  attribution:
    'Bacigalupo, M., Kampylis, P., Punie, Y., Van den Brande, G. (2016): EntreComp: The Entrepreneurship Competence Framework. Publications Office of the European Union. © European Union',
  licence: 'Reuse is authorised, provided the source is acknowledged',
  source: 'https://publications.jrc.ec.europa.eu/repository/handle/JRC101581',
  areas: [
    {
      id: '1',
      title: words(
        'Ideas and opportunities',
        'Nápady a příležitosti',
        'Идеи и възможности',
        'Idejas un iespējas',
        'Idee i możliwości',
      ),
      competences: [
        {
          id: '1.1',
          title: words(
            'Spotting opportunities',
            'Rozpoznávání příležitostí',
            'Откриване на възможности',
            'Iespēju saskatīšana',
            'Dostrzeganie możliwości',
          ),
          hint: words(
            'Use your imagination and abilities to identify opportunities for creating value',
            'Představivostí a schopnostmi hledat příležitosti, jak vytvořit hodnotu',
            'С въображение и умения да се откриват възможности за създаване на стойност',
            'Ar iztēli un spējām saskatīt iespējas radīt vērtību',
            'Wyobraźnią i umiejętnościami znajdować możliwości tworzenia wartości',
          ),
        },
        {
          id: '1.2',
          title: words('Creativity', 'Tvořivost', 'Творчество', 'Radošums', 'Kreatywność'),
          hint: words(
            'Develop creative and purposeful ideas',
            'Rozvíjet tvořivé a účelné nápady',
            'Да се развиват творчески и целенасочени идеи',
            'Attīstīt radošas un mērķtiecīgas idejas',
            'Rozwijać twórcze i celowe pomysły',
          ),
        },
        {
          id: '1.3',
          title: words('Vision', 'Vize', 'Визия', 'Vīzija', 'Tworzenie wizji'),
          hint: words(
            'Work towards your vision of the future',
            'Pracovat na své vizi budoucnosti',
            'Да се работи за собствената визия за бъдещето',
            'Virzīties uz savu nākotnes vīziju',
            'Dążyć do własnej wizji przyszłości',
          ),
        },
        {
          id: '1.4',
          title: words('Valuing ideas', 'Oceňování nápadů', 'Оценяване на идеи', 'Ideju novērtēšana', 'Ocena pomysłów'),
          hint: words(
            'Make the most of ideas and opportunities',
            'Využít nápady a příležitosti co nejlépe',
            'Да се извлича най-доброто от идеи и възможности',
            'Izmantot idejas un iespējas pēc iespējas labāk',
            'Jak najlepiej wykorzystywać pomysły i możliwości',
          ),
        },
        {
          id: '1.5',
          title: words(
            'Ethical and sustainable thinking',
            'Etické a udržitelné myšlení',
            'Етично и устойчиво мислене',
            'Ētiska un ilgtspējīga domāšana',
            'Etyka i zrównoważone myślenie',
          ),
          hint: words(
            'Assess the consequences and impact of ideas, opportunities and actions',
            'Posoudit důsledky a dopad nápadů, příležitostí a činů',
            'Да се преценяват последиците и въздействието на идеи, възможности и действия',
            'Izvērtēt ideju, iespēju un rīcības sekas un ietekmi',
            'Oceniać skutki i wpływ pomysłów, możliwości i działań',
          ),
        },
      ],
    },
    {
      id: '2',
      title: words('Resources', 'Zdroje', 'Ресурси', 'Resursi', 'Zasoby'),
      competences: [
        {
          id: '2.1',
          title: words(
            'Self-awareness and self-efficacy',
            'Sebeuvědomění a vlastní účinnost',
            'Самоосъзнаване и самоефективност',
            'Pašapziņa un pašefektivitāte',
            'Samoświadomość i poczucie własnej skuteczności',
          ),
          hint: words(
            'Believe in yourself and keep developing',
            'Věřit si a dál se rozvíjet',
            'Вяра в себе си и постоянно развитие',
            'Ticēt sev un turpināt attīstīties',
            'Wierzyć w siebie i stale się rozwijać',
          ),
        },
        {
          id: '2.2',
          title: words(
            'Motivation and perseverance',
            'Motivace a vytrvalost',
            'Мотивация и постоянство',
            'Motivācija un neatlaidība',
            'Motywacja i wytrwałość',
          ),
          hint: words(
            'Stay focused and don’t give up',
            'Soustředit se a nevzdávat se',
            'Да не се губи целта и да не се отказва',
            'Nezaudēt mērķi un nepadoties',
            'Nie tracić celu i nie poddawać się',
          ),
        },
        {
          id: '2.3',
          title: words(
            'Mobilising resources',
            'Mobilizace zdrojů',
            'Мобилизиране на ресурси',
            'Resursu mobilizēšana',
            'Mobilizowanie zasobów',
          ),
          hint: words(
            'Gather and manage the resources you need',
            'Získat a spravovat potřebné zdroje',
            'Да се намират и управляват нужните ресурси',
            'Iegūt un pārvaldīt vajadzīgos resursus',
            'Zdobywać potrzebne zasoby i nimi zarządzać',
          ),
        },
        {
          id: '2.4',
          title: words(
            'Financial and economic literacy',
            'Finanční a ekonomická gramotnost',
            'Финансова и икономическа грамотност',
            'Finanšu un ekonomikas pratība',
            'Wiedza finansowa i ekonomiczna',
          ),
          hint: words(
            'Develop financial and economic know-how',
            'Rozvíjet finanční a ekonomické znalosti',
            'Да се развиват финансови и икономически знания',
            'Attīstīt zināšanas par finansēm un ekonomiku',
            'Rozwijać wiedzę finansową i ekonomiczną',
          ),
        },
        {
          id: '2.5',
          title: words(
            'Mobilising others',
            'Mobilizace ostatních',
            'Мобилизиране на другите',
            'Citu iesaistīšana',
            'Mobilizowanie innych',
          ),
          hint: words(
            'Inspire, enthuse and get others on board',
            'Inspirovat, nadchnout a získat ostatní',
            'Да се вдъхновяват, увличат и привличат другите',
            'Iedvesmot, aizraut un iesaistīt citus',
            'Inspirować, zachęcać i pozyskiwać innych',
          ),
        },
      ],
    },
    {
      id: '3',
      title: words('Into action', 'Do akce', 'Към действие', 'Uz darbību', 'Działanie'),
      competences: [
        {
          id: '3.1',
          title: words(
            'Taking the initiative',
            'Přebírání iniciativy',
            'Поемане на инициатива',
            'Iniciatīvas uzņemšanās',
            'Przejmowanie inicjatywy',
          ),
          hint: words('Go for it', 'Pustit se do toho', 'Да се действа', 'Ķerties pie lietas', 'Zabrać się do dzieła'),
        },
        {
          id: '3.2',
          title: words(
            'Planning and management',
            'Plánování a řízení',
            'Планиране и управление',
            'Plānošana un vadība',
            'Planowanie i zarządzanie',
          ),
          hint: words(
            'Prioritise, organise and follow up',
            'Určit, co je důležité, zorganizovat to a dotáhnout',
            'Да се определя важното, да се организира и да се проследява',
            'Noteikt svarīgāko, organizēt un sekot līdzi',
            'Ustalać, co ważne, organizować i dopilnować',
          ),
        },
        {
          id: '3.3',
          title: words(
            'Coping with uncertainty, ambiguity and risk',
            'Zvládání nejistoty, nejednoznačnosti a rizika',
            'Справяне с несигурност, неяснота и риск',
            'Darbs nenoteiktības, neskaidrības un riska apstākļos',
            'Radzenie sobie z niejednoznacznością, niepewnością i ryzykiem',
          ),
          hint: words(
            'Make decisions dealing with uncertainty, ambiguity and risk',
            'Rozhodovat se i v nejistotě, nejednoznačnosti a riziku',
            'Да се вземат решения при несигурност, неяснота и риск',
            'Pieņemt lēmumus nenoteiktībā, neskaidrībā un riskā',
            'Decydować w niepewności, niejednoznaczności i ryzyku',
          ),
        },
        {
          id: '3.4',
          title: words(
            'Working with others',
            'Spolupráce s ostatními',
            'Работа с другите',
            'Sadarbība ar citiem',
            'Umiejętność pracy z innymi',
          ),
          hint: words(
            'Team up, collaborate and network',
            'Spojit síly, spolupracovat a navazovat kontakty',
            'Да се работи заедно и да се създават връзки',
            'Apvienoties, sadarboties un veidot kontaktus',
            'Łączyć siły, współpracować i nawiązywać kontakty',
          ),
        },
        {
          id: '3.5',
          title: words(
            'Learning through experience',
            'Učení se skrz zkušenost',
            'Учене чрез опит',
            'Mācīšanās no pieredzes',
            'Uczenie się poprzez doświadczenie',
          ),
          hint: words(
            'Learn by doing',
            'Učit se tím, co děláme',
            'Да се учи в действие',
            'Mācīties darot',
            'Uczyć się w działaniu',
          ),
        },
      ],
    },
  ],
  levels: [
    {
      ...level(
        0,
        words('Not yet', 'Zatím ne', 'Още не', 'Vēl ne', 'Jeszcze nie'),
        words(
          'Does not show it yet, also with help',
          'Zatím neprojevuje, ani s pomocí',
          'Още не го показва, и с помощ',
          'Vēl neparāda arī ar palīdzību',
          'Jeszcze tego nie pokazuje, nawet z pomocą',
        ),
      ),
      isAdded: true,
    },
    level(
      1,
      words('Discover', 'Objevuje', 'Открива', 'Atklāj', 'Odkrywa'),
      words(
        'Under direct guidance',
        'Pod přímým vedením',
        'Под пряко ръководство',
        'Tiešā vadībā',
        'Pod bezpośrednim kierunkiem',
      ),
    ),
    level(
      2,
      words('Explore', 'Zkoumá', 'Изследва', 'Izpēta', 'Bada'),
      words(
        'With less help, together with others',
        'S menší pomocí, spolu s ostatními',
        'С по-малко помощ, заедно с други',
        'Ar mazāku palīdzību, kopā ar citiem',
        'Z mniejszą pomocą, razem z innymi',
      ),
    ),
    level(
      3,
      words('Experiment', 'Zkouší', 'Експериментира', 'Izmēģina', 'Eksperymentuje'),
      words(
        'Alone, and together with others',
        'Samostatně i spolu s ostatními',
        'Самостоятелно и заедно с други',
        'Patstāvīgi un kopā ar citiem',
        'Samodzielnie i razem z innymi',
      ),
    ),
    level(
      4,
      words('Dare', 'Odvažuje se', 'Осмелява се', 'Uzdrīkstas', 'Podejmuje wyzwania'),
      words(
        'Takes and shares some responsibility',
        'Bere na sebe a sdílí část odpovědnosti',
        'Поема и споделя част от отговорността',
        'Uzņemas un dala daļu atbildības',
        'Bierze i dzieli część odpowiedzialności',
      ),
    ),
    level(
      5,
      words('Improve', 'Zlepšuje', 'Подобрява', 'Uzlabo', 'Ulepsza'),
      words(
        'Responsible, with some guidance',
        'Odpovídá za věc, s občasným vedením',
        'Отговаря, с известни насоки',
        'Atbild, ar nelielu vadību',
        'Odpowiada, z pewnym wsparciem',
      ),
    ),
    level(
      6,
      words('Reinforce', 'Upevňuje', 'Затвърждава', 'Nostiprina', 'Umacnia'),
      words(
        'Decides, and leads others in it',
        'Rozhoduje a vede v tom ostatní',
        'Решава и води другите в това',
        'Pieņem lēmumus un vada citus',
        'Decyduje i prowadzi w tym innych',
      ),
    ),
    level(
      7,
      words('Expand', 'Rozšiřuje', 'Разширява', 'Paplašina', 'Rozszerza'),
      words(
        'Contributes to complex developments in a field',
        'Přispívá ke složitému rozvoji v oboru',
        'Допринася за сложно развитие в дадена област',
        'Veicina sarežģītu attīstību kādā jomā',
        'Przyczynia się do złożonych zmian w dziedzinie',
      ),
    ),
    level(
      8,
      words('Transform', 'Mění obor', 'Преобразява', 'Pārveido', 'Przekształca'),
      words(
        'Moves a whole field forward',
        'Posouvá celý obor',
        'Движи цяла област напред',
        'Virza uz priekšu visu jomu',
        'Posuwa naprzód całą dziedzinę',
      ),
    ),
  ],
}
