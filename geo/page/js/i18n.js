// The interface in three languages; the claims themselves stay in their own words.

import { figureName } from "./figures.js";

const LOCALES = { en: "en-GB", uk: "uk-UA", ru: "ru-RU" };

// One line a word: English | Ukrainian | Russian.
const WORDS = `
claims: Claims | Твердження | Утверждения
claim: Claim | Твердження | Утверждение
nothing: No claim fits. Clear the search and the filters, or switch a verdict on. | Нічого не знайдено. Очистьте пошук і фільтри або увімкніть вердикт. | Ничего не найдено. Очистите поиск и фильтры или включите вердикт.
undated: no date | без дати | без даты
unplaced: no place | без місця | без места
author: the author | автор | автор
close: Close | Закрити | Закрыть
against: Checked against | Перевірено за | Проверено по
snapshot: snapshot of | знімок за | снимок за
who: Who says it | Хто це каже | Кто это говорит
where: Where | Де | Где
when: When and how | Коли і як | Когда и как
none_placed: None of the claims has a place on the map; they are in the list. | Жодне твердження не має місця на карті; вони у списку. | Ни одно утверждение не имеет места на карте; они в списке.
by_hand: Changed by hand | Змінено вручну | Изменено вручную
more: More figures | Інші показники | Другие показатели
correction: Wrong place? | Неправильне місце? | Неверное место?
correction_map: Point to it on the map | Вказати на карті | Указать на карте
correction_click: Click the map where the place is. Escape leaves it as it is. | Клацніть на карті, де це місце. Escape скасовує. | Щёлкните на карте, где это место. Escape отменяет.
correction_bar: Not a place | Це не місце | Это не место
correction_noted: Noted for Python | Передано до Python | Передано в Python
others: Other candidate places | Інші можливі місця | Другие возможные места
by_layer: By layer | За шарами | По слоям
tolerance: Tolerance | Допуск | Допуск
cite: Copy citation | Копіювати цитату | Копировать цитату
copied: Copied | Скопійовано | Скопировано
unchecked_why: Nothing about this claim could be measured. | У цьому твердженні нічого виміряти. | В этом утверждении нечего измерить.
negated: denies it | заперечення | отрицание
distance: Distance to the front, 60 days around | Відстань до фронту, 60 днів довкола | Расстояние до фронта, 60 дней вокруг
below_held: below the line: inside the Russian-held area | нижче лінії: у межах зайнятого РФ | ниже линии: внутри занятого РФ
another: Another claim says | Інше твердження каже | Другое утверждение говорит
context: Context | Контекст | Контекст
readings: How the words can be read | Як можна зрозуміти слова | Как можно понять слова
compare: Day compared with | День для порівняння | День для сравнения
compare_on: Compare two days | Порівняти два дні | Сравнить два дня
compare_short: Compare | Порівняти | Сравнить
gained: gained by Russia | зайнято РФ | занято РФ
lost: regained by Ukraine | повернуто Україною | возвращено Украиной
compared: edge on the day compared with | межа в день порівняння | граница в день сравнения
settlements_changed: settlements changed hands | населених пунктів змінили контроль | населённых пунктов сменили контроль
in_english: The sentences of the checks are English. | Речення про перевірку складено англійською. | Предложения о проверке составлены по-английски.
between: Between | Між | Между
window: Claims of | Твердження за | Утверждения за
window.0: all days | усі дні | все дни
window.7: 7 days | 7 днів | 7 дней
window.30: 30 days | 30 днів | 30 дней
window.90: 90 days | 90 днів | 90 дней
window.365: one year | один рік | один год
last_days: last {n} days to {day} | за {n} днів до {day} | за {n} дней до {day}
filters: Filters | Фільтри | Фильтры
reset: Clear all | Скинути все | Сбросить всё
all: all | усі | все
facet.source: Source | Джерело | Источник
facet.actor: Actor | Учасник | Участник
facet.type: Type | Тип | Тип
facet.grain: Precision | Точність місця | Точность места
facet.article: Article | Стаття | Статья
grain.point: exact place | точне місце | точное место
grain.near: within some kilometres | з точністю до кількох кілометрів | с точностью до нескольких километров
grain.area: region or road | регіон або дорога | регион или дорога
grain.sector: described area | описана область | описанная область
grain.none: no place | без місця | без места
menu: Share and export | Поширити й експортувати | Поделиться и экспортировать
menu_short: Export | Експорт | Экспорт
exported: Claims that the filters leave | Твердження, відібрані фільтрами | Утверждения, отобранные фильтрами
as_picture: Picture of the map (PNG) | Зображення карти (PNG) | Изображение карты (PNG)
no_picture: This browser cannot make the picture. | Цей браузер не може створити зображення. | Этот браузер не может создать изображение.
print: Print | Друкувати | Печать
cite_page: Copy citation of the page | Копіювати посилання на сторінку | Копировать ссылку на страницу
show_layer: Show this layer | Показати цей шар | Показать этот слой
also_loaded: No data on this day: | Немає даних на цей день: | Нет данных на этот день:
uncertain: How well a place is known | Наскільки відоме місце | Насколько известно место
many: several claims | кілька тверджень | несколько утверждений
ring_key: the place lies within (dashed: 5 km or wider) | місце лежить у межах (пунктир: від 5 км) | место лежит внутри (пунктир: от 5 км)
area_key: region or described area | регіон або описана область | регион или описанная область
sources_of_map: Sources and licences | Джерела та ліцензії | Источники и лицензии
relation.agree: agrees | узгоджується | согласуется
relation.conflict: conflicts | суперечить | противоречит
relation.differ: differs | відрізняється | отличается
relation.temporal_update: later state | пізніший стан | более позднее состояние
time: Time | Час | Время
day: Day shown | Показаний день | Показанный день
play: Play | Відтворити | Воспроизвести
pause: Pause | Пауза | Пауза
day_back: One day back | На день назад | На день назад
day_forth: One day on | На день уперед | На день вперёд
legend: Legend | Легенда | Легенда
no_lines: No front line is loaded. | Лінію фронту не завантажено. | Линия фронта не загружена.
no_day: no data on this day | немає даних на цей день | нет данных на этот день
about: About the data | Про дані | О данных
about_text: Claims are read from the articles by a program and compared with published front lines. A verdict holds only against the layer and the snapshot it names; no data is not a refutation. | Твердження прочитано зі статей програмою і порівняно з оприлюдненими лініями фронту. Вердикт чинний лише щодо названого шару та знімка; відсутність даних не є спростуванням. | Утверждения прочитаны из статей программой и сопоставлены с опубликованными линиями фронта. Вердикт действителен только относительно названного слоя и снимка; отсутствие данных не опровержение.
front_lines: Front lines | Лінії фронту | Линии фронта
map_places: Map and places | Карта і місця | Карта и места
warnings: Notes on reading | Зауваження | Замечания
licence: Licence | Ліцензія | Лицензия
language: Interface language | Мова інтерфейсу | Язык интерфейса
theme: Light or dark | Світла чи темна тема | Светлая или тёмная тема
link: Copy link | Копіювати посилання | Копировать ссылку
search: Search places, quotes, sources | Пошук: місця, цитати, джерела | Поиск: места, цитаты, источники
verdicts: Verdicts | Вердикти | Вердикты
map: Map | Карта | Карта
area: drawn as its area | показано площею | показано площадью
sector: drawn as the area the words allow | показано як область, яку допускає текст | показано как область, которую допускает текст
too_old: This browser is too old to draw the front lines. | Цей браузер застарілий і не може показати лінії фронту. | Этот браузер устарел и не может показать линии фронта.
verdict.supported: Supported | Підтверджено | Подтверждено
verdict.partly: Partly | Частково | Частично
verdict.contradicted: Contradicted | Суперечить даним | Противоречит данным
verdict.no_data: No data | Немає даних | Нет данных
verdict.not_checkable: Not checkable | Не перевіряється | Не проверяется
verdict.unchecked: Not checked | Не перевірено | Не проверено
type.control: control | контроль | контроль
type.change: change of control | зміна контролю | смена контроля
type.attack: attack | атака | атака
type.encirclement: encirclement | оточення | окружение
type.position: position | позиція | позиция
type.move: movement | переміщення | перемещение
type.harm: harm | втрати | потери
type.talks: talks | переговори | переговоры
stance.asserted: asserted | стверджено | утверждается
stance.reported: reported | повідомлено | сообщается
stance.claimed: claimed by a side | заявлено стороною | заявлено стороной
stance.intended: intended | намір | намерение
stance.predicted: predicted | прогноз | прогноз
stance.denied: denied | заперечено | отрицается
stance.hypothetical: hypothetical | припущення | предположение
certainty.CT: certain | певно | уверенно
certainty.PR: probable | ймовірно | вероятно
certainty.PS: possible | можливо | возможно
role.author: author | автор | автор
role.outlet: outlet | видання | издание
role.official: official | посадовець | чиновник
role.military: military | військові | военные
role.analyst: analyst | аналітик | аналитик
role.anonymous: unnamed source | неназване джерело | неназванный источник
role.witness: witness | свідок | свидетель
role.other: other | інше | другое
side.front: front line as drawn | лінія фронту, як накреслено | линия фронта, как начерчено
side.ru_held: Russian-held | Під контролем РФ | Под контролем РФ
side.ua_held: Ukrainian-held | Під контролем України | Под контролем Украины
side.grey: contested | сіра зона | серая зона
side.claimed_ru: claimed by Russia | заявлено Росією | заявлено Россией
side.claimed_ua: claimed by Ukraine | заявлено Україною | заявлено Украиной
side.advance_ru: Russian advance | просування РФ | продвижение РФ
side.infiltration_ru: Russian infiltration | просочування РФ | просачивание РФ
side.pre2022_ru: held since before 2022 | зайнято до 2022 | занято до 2022
side.ignore: other | інше | другое
reason.depends_on_reading: depends on how the words are read | залежить від тлумачення | зависит от толкования
reason.coverage: outside what the layer covers | поза охопленням шару | вне охвата слоя
reason.false_precision: more exact than the data allow | точніше, ніж дозволяють дані | точнее, чем позволяют данные
reason.after_horizon: after the last snapshot | після останнього знімка | после последнего снимка
reason.no_layer: no layer speaks about this | жоден шар про це не говорить | ни один слой об этом не говорит
reason.out_of_time: no snapshot of that time | немає знімка за той час | нет снимка за то время
reason.no_chronology: the order in time is not known | невідома послідовність | неизвестна последовательность
reason.component_only: only part of it could be measured | виміряно лише частину | измерена лишь часть
reason.not_measurable: nothing measurable in it | немає що виміряти | нечего измерить
reason.vague: too vague to measure | надто нечітко | слишком расплывчато
reason.conditional: conditional | умовне | условное
reason.below_resolution: smaller than the data resolve | дрібніше за роздільність даних | мельче разрешения данных
reason.unnamed_endpoints: its ends are not named | кінцевих точок не названо | концы не названы
`;

const TABLE = new Map(WORDS.trim().split("\n").map((line) => {
  const [name, ...rest] = line.split(": ");
  const [en, uk, ru] = rest.join(": ").split(" | ");
  return [name, { en, uk, ru }];
}));

const COUNTED = {
  en: { one: "claim", other: "claims" },
  uk: { one: "твердження", few: "твердження", many: "тверджень", other: "твердження" },
  ru: { one: "утверждение", few: "утверждения", many: "утверждений", other: "утверждения" },
};
const MORE_PLACES = {
  en: { one: "place", other: "places" },
  uk: { one: "місце", few: "місця", many: "місць", other: "місця" },
  ru: { one: "место", few: "места", many: "мест", other: "места" },
};
const OF = { en: "of", uk: "з", ru: "из" };

const UNITS = [
  [/_km2$/, (value, number) => `${number(value, value < 100 ? 1 : 0)} km²`],
  [/_m$/, (value, number) => (Math.abs(value) >= 1000 ? `${number(value / 1000, value < 100000 ? 1 : 0)} km` : `${number(value, 0)} m`)],
  [/_deg$/, (value, number) => `${number(value, 0)}°`],
  [/_percent$/, (value, number) => `${number(value, 1)} %`],
  [/share/, (value, number) => `${number(100 * value, value > 0 && value < 0.01 ? 3 : 1)} %`],
];

/** "control_at" as "control at"; anything that is not one bare word stays as it is. */
function plain(word) {
  return /^[a-z0-9_]+$/.test(word) ? word.replaceAll("_", " ") : word;
}

export class Words {
  constructor(language) {
    this.speak(language);
  }

  speak(language) {
    this.language = language;
    this.plurals = new Intl.PluralRules(this.locale);
    this.numbers = new Intl.NumberFormat(this.locale);
  }

  number(value) {
    return this.numbers.format(value);
  }

  get locale() {
    return LOCALES[this.language];
  }

  text(name) {
    return TABLE.get(name)[this.language];
  }

  /** A word of a vocabulary in the reader's language; one that is not in the table, as it stands. */
  term(kind, word) {
    const row = TABLE.get(`${kind}.${word}`);
    return row ? row[this.language] : plain(word);
  }

  grain = (word) => this.term("grain", word);
  relation = (word) => this.term("relation", word);
  verdict = (word) => this.term("verdict", word);
  type = (word) => this.term("type", word);
  stance = (word) => this.term("stance", word);
  side = (word) => this.term("side", word);
  role = (word) => this.term("role", word);
  reason = (word) => this.term("reason", word);
  certainty = (word) => (word === "U" ? "" : this.term("certainty", word));

  /** "12 claims", with the plural the language asks for. */
  count(number) {
    const forms = COUNTED[this.language];
    return `${this.number(number)} ${forms[this.plurals.select(number)] || forms.other}`;
  }

  /** "+12 places". */
  morePlaces(number) {
    const forms = MORE_PLACES[this.language];
    return `+${this.number(number)} ${forms[this.plurals.select(number)] || forms.other}`;
  }

  /** "34 of 1,000 claims". */
  shown(some, all) {
    return some === all ? this.count(all) : `${this.number(some)} ${OF[this.language]} ${this.count(all)}`;
  }

  /** A sentence of the table with its {gaps} filled. */
  filled(name, values) {
    return this.text(name).replace(/\{(\w+)\}/g, (_, gap) => values[gap]);
  }

  figure(name) {
    const bare = name.replace(/_(km2|m|deg|percent)$/, "");
    return figureName(bare, this.language) || plain(bare);
  }

  /** A figure with the unit its name ends in. */
  value(name, value) {
    if (typeof value !== "number") return String(value);
    const number = (amount, digits) => amount.toLocaleString(this.locale, { maximumFractionDigits: digits });
    const unit = UNITS.find(([pattern]) => pattern.test(name));
    return unit ? unit[1](value, number) : number(value, 3);
  }
}
