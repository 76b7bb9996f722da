// The interface in three languages; the claims themselves stay in their own words.

import { COUNTED } from "./counted.js";
import { shortDay, toDay } from "./days.js";
import { figureName } from "./figures.js";
import { TERMS, measureOf, tableOf } from "./terms.js";

const LOCALES = { en: "en-GB", uk: "uk-UA", ru: "ru-RU" };

// One line a word: English | Ukrainian | Russian.
const WORDS = `
claims: Claims | Твердження | Утверждения
claim: Claim | Твердження | Утверждение
nothing: No claim fits. Clear the search and the filters, or switch a verdict on. | Нічого не знайдено. Очистьте пошук і фільтри або увімкніть вердикт. | Ничего не найдено. Очистите поиск и фильтры или включите вердикт.
undated: no date | без дати | без даты
unplaced: no place | без місця | без места
unnamed: (not named) | (не названо) | (не назван)
title: What the articles claim, beside the front line | Твердження статей поряд із лінією фронту | Утверждения статей рядом с линией фронта
zoom_in: Zoom in | Наблизити | Приблизить
zoom_out: Zoom out | Віддалити | Отдалить
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
copy_by_hand: Copy the selected text with Ctrl+C (⌘C). | Скопіюйте виділений текст: Ctrl+C (⌘C). | Скопируйте выделенный текст: Ctrl+C (⌘C).
copied: Copied | Скопійовано | Скопировано
unchecked_why: Nothing about this claim could be measured. | У цьому твердженні нічого виміряти. | В этом утверждении нечего измерить.
negated: denies it | заперечення | отрицание
distance: Distance to the front, 60 days around | Відстань до фронту, 60 днів довкола | Расстояние до фронта, 60 дней вокруг
below_held: below the line: inside the Russian-held area | нижче лінії: у межах зайнятого РФ | ниже линии: внутри занятого РФ
another: Another claim says | Інше твердження каже | Другое утверждение говорит
readings: How the words can be read | Як можна зрозуміти слова | Как можно понять слова
compare: Day compared with | День для порівняння | День для сравнения
compare_on: Compare two days | Порівняти два дні | Сравнить два дня
compare_short: Compare | Порівняти | Сравнить
gained: gained by Russia | зайнято РФ | занято РФ
lost: regained by Ukraine | повернуто Україною | возвращено Украиной
compared: edge on the day compared with | межа в день порівняння | граница в день сравнения
in_english: The sentences of the checks are English. | Речення про перевірку складено англійською. | Предложения о проверке составлены по-английски.
between: Between {from} and {to} | Між {from} і {to} | Между {from} и {to}
window: Claims of | Твердження за | Утверждения за
window.0: all days | усі дні | все дни
window.7: 7 days | 7 днів | 7 дней
window.30: 30 days | 30 днів | 30 дней
window.90: 90 days | 90 днів | 90 дней
window.365: one year | один рік | один год
last_days: last {n} to {day} | за {n} до {day} | за {n} до {day}
whole_span: Whole span | Увесь період | Весь период
claims_days: Days of claims | Дні тверджень | Дни утверждений
time_keys: Arrow keys change the day, Shift and arrow keys the window, Escape shows all days; plus and minus zoom, Space plays. | Стрілки змінюють день, Shift зі стрілками — вікно, Escape показує всі дні; плюс і мінус масштабують, пробіл відтворює. | Стрелки меняют день, Shift со стрелками — окно, Escape показывает все дни; плюс и минус меняют масштаб, пробел воспроизводит.
time_hands: Drag over the bars for a window of days, drag the dates to move, turn the wheel to zoom | Тягніть по стовпцях, щоб вибрати дні, тягніть дати, щоб пересунути, крутіть коліщатко, щоб масштабувати | Тяните по столбцам, чтобы выбрать дни, тяните даты, чтобы сдвинуть, крутите колесо, чтобы менять масштаб
filtered_out: The search, the filters or the window of days leave this claim out. | Пошук, фільтри або вікно днів приховують це твердження. | Поиск, фильтры или окно дней скрывают это утверждение.
none_left: The search, the filters or the window of days leave none of them. | Пошук, фільтри або вікно днів приховують їх усі. | Поиск, фильтры или окно дней скрывают их все.
uncompared: no data for {day}, so nothing is compared | немає даних за {day}, тож порівняння немає | нет данных за {day}, поэтому сравнения нет
incomparable: No layer shown here can be compared. | Жоден показаний шар не можна порівняти. | Ни один показанный слой нельзя сравнить.
filters: Filters | Фільтри | Фильтры
reset: Clear all | Скинути все | Сбросить всё
all: all | усі | все
facet.source: Source | Джерело | Источник
facet.actor: Actor | Учасник | Участник
facet.type: Type | Тип | Тип
facet.grain: Precision | Точність місця | Точность места
facet.article: Article | Стаття | Статья
menu: Share and export | Поширення та експорт | Ссылки и экспорт
menu_short: Export | Експорт | Экспорт
as_picture: Picture of the map (PNG) | Зображення карти (PNG) | Изображение карты (PNG)
no_picture: This browser cannot make the picture. | Цей браузер не може створити зображення. | Этот браузер не может создать изображение.
made_by: Made by {program}. Claims are reported, not endorsed. Places: {places}. | Створено програмою {program}. Твердження наведено, а не підтримано. Місця: {places}. | Создано программой {program}. Утверждения приведены, а не поддержаны. Места: {places}.
layer_by: {name} by {maker}: {attribution}. Licence: {licence} | {name}, {maker}: {attribution}. Ліцензія: {licence} | {name}, {maker}: {attribution}. Лицензия: {licence}
verdict_of: Verdict | Вердикт | Вердикт
place_of: Place | Місце | Место
day_of: Day | День | День
article_of: Article | Стаття | Статья
left_out: {n} more are not printed; filters make the table shorter. | Ще {n} не надруковано; фільтри скоротять таблицю. | Ещё {n} не напечатано; фильтры сократят таблицу.
print: Print | Друкувати | Печать
cite_page: Copy citation of the page | Копіювати бібліографічне посилання | Копировать библиографическую ссылку
show_layer: Show this layer | Показати цей шар | Показать этот слой
also_loaded: No data on this day: | Немає даних на цей день: | Нет данных на этот день:
ring_key: the place lies within (dashed: 5 km or wider) | місце лежить у межах (пунктир: від 5 км) | место лежит внутри (пунктир: от 5 км)
area_key: region or described area | регіон або описана область | регион или описанная область
sources_of_map: Sources and licences | Джерела та ліцензії | Источники и лицензии
time: Time | Час | Время
day: Day shown | Показаний день | Показанный день
play: Play | Відтворити | Воспроизвести
pause: Pause | Пауза | Пауза
day_back: One day back | На день назад | На день назад
day_forth: One day on | На день уперед | На день вперёд
legend: Legend | Легенда | Легенда
no_lines: No front line is loaded. | Лінію фронту не завантажено. | Линия фронта не загружена.
about: About the data | Про дані | О данных
about_age: A snapshot speaks for {n} at most. | Знімок чинний щонайбільше {n}. | Снимок действителен не более {n}.
about_states: A statement holds until the next one. | Запис чинний до наступного. | Запись действительна до следующей.
about_covers: Covers | Охоплює | Охват
about_articles: Articles | Статті | Статьи
about_more_articles: and {n} more | і ще {n} | и ещё {n}
about_verdicts: How a verdict is made | Як визначається вердикт | Как определяется вердикт
about_program: Program | Програма | Программа
about_neutral: A claim is reported here, not endorsed; both sides are measured alike. | Твердження тут наведено, а не підтримано; обидві сторони вимірюються однаково. | Утверждения здесь приведены, а не поддержаны; обе стороны измеряются одинаково.
means.supported: What the claim says was measured, and the layer shows it within the tolerance that its card states. | Сказане виміряно, і шар показує це в межах допуску, зазначеного в картці. | Сказанное измерено, и слой показывает это в пределах допуска, указанного в карточке.
means.partly: The layer shows a part of it, or layers or readings of the words differ. | Шар показує лише частину, або шари чи тлумачення розходяться. | Слой показывает лишь часть, или слои либо толкования расходятся.
means.contradicted: The layer shows otherwise, by more than the tolerance. | Шар показує інше, понад допуск. | Слой показывает иное, сверх допуска.
means.no_data: No loaded layer speaks about this place and time; that tells neither for nor against the claim. | Жоден завантажений шар не говорить про це місце й час; це не свідчить ні за, ні проти. | Ни один загруженный слой не говорит об этом месте и времени; это не свидетельствует ни за, ни против.
means.not_checkable: It holds nothing that front lines measure: an aim, an opinion, an event without ground, or words too vague. | У ньому немає того, що вимірюють лінії фронту: це намір, думка, подія без території або надто нечіткі слова. | В нём нет того, что измеряют линии фронта: это намерение, мнение, событие без территории или слишком расплывчатые слова.
means.unchecked: No check was made. | Перевірки не було. | Проверки не было.
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
`;

const TABLE = new Map([...tableOf(WORDS), ...TERMS]);

const OF = { en: "of", uk: "з", ru: "из" };
const QUOTED = { en: ["“", "”"], uk: ["«", "»"], ru: ["«", "»"] };
const UNNAMED = "(not named)"; // as geo.claims.actors calls an actor that a passive leaves out

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
    this.countries = null;
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
  aspect = (word) => this.term("aspect", word);
  person = (word) => this.term("person", word);
  field = (word) => this.term("field", word);

  /** An actor or speaker as the article names it, or that it names none. */
  name(told) {
    return told === UNNAMED ? this.text("unnamed") : told;
  }

  /** A country's name for its code (ISO 3166-1 alpha-2); what is no code stays as it is. */
  country(code) {
    if (!/^[A-Z]{2}$/.test(code || "")) return code;
    this.countries ??= new Intl.DisplayNames(this.locale, { type: "region" });
    return this.countries.of(code);
  }

  quoted(text) {
    const [open, close] = QUOTED[this.language];
    return open + text + close;
  }

  /** "12 claims", with the plural the language asks for. */
  count(number, what = "claims") {
    const forms = COUNTED[what][this.language];
    return `${this.number(number)} ${forms[this.plurals.select(number)] || forms.other}`;
  }

  /** "+12 places". */
  morePlaces(number) {
    return `+${this.count(number, "places")}`;
  }

  /** "34 of 1,000 claims". */
  shown(some, all) {
    return some === all ? this.count(all) : `${this.number(some)} ${OF[this.language]} ${this.count(all, "of_claims")}`;
  }

  /** A sentence of the table with its {gaps} filled. */
  filled(name, values) {
    return this.text(name).replace(/\{(\w+)\}/g, (_, gap) => values[gap]);
  }

  figure(name) {
    const bare = name.replace(/_(km2|m|deg|percent)$/, "");
    return figureName(bare, this.language) || plain(bare);
  }

  /** A figure with the unit its name ends in; days and words of the checks in the reader's language. */
  value(name, value) {
    if (typeof value === "boolean") return this.term("said", value ? "yes" : "no");
    if (typeof value !== "number") return this.told(String(value));
    const [unit, amount, digits] = measureOf(name, value);
    const number = amount.toLocaleString(this.locale, { maximumFractionDigits: digits });
    return unit ? this.filled(`unit.${unit}`, { n: number }) : number;
  }

  /** A text among the figures: a day, a word of the checks, or a name that stays as it is. */
  told(text) {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return shortDay(toDay(text), this.locale);
    return TABLE.get(`said.${text}`)?.[this.language] ?? text;
  }
}
