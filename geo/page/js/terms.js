// Words of the report's own vocabularies in three languages: what a claim or a finding is called by, not what anybody said.

// One line a word: English | Ukrainian | Russian.
const VOCABULARY = `
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
grain.point: exact place | точне місце | точное место
grain.near: within some kilometres | з точністю до кількох кілометрів | с точностью до нескольких километров
grain.area: region or road | регіон або дорога | регион или дорога
grain.sector: described area | описана область | описанная область
grain.none: no place | без місця | без места
relation.agree: agrees | узгоджується | согласуется
relation.conflict: conflicts | суперечить | противоречит
relation.differ: differs | відрізняється | отличается
relation.temporal_update: later state | пізніший стан | более позднее состояние
aspect.area: area | площа | площадь
aspect.control: control | контроль | контроль
aspect.count: number | кількість | число
aspect.date: date | дата | дата
aspect.distance: distance | відстань | расстояние
aspect.outcome: outcome | результат | исход
aspect.share: share | частка | доля
person.UA: Ukraine | Україна | Украина
person.RU: Russia | Росія | Россия
person.other: other | інше | другое
field.actors: actors | учасники | участники
field.added: added | додано | добавлено
field.certainty: certainty | певність | уверенность
field.mode: kind | різновид | разновидность
field.note: note | примітка | примечание
field.polarity: polarity | заперечення | отрицание
field.quantities: figures | числа | числа
field.quote: quote | цитата | цитата
field.salience: importance | важливість | важность
field.sources: sources | джерела | источники
field.stance: stance | подання | подача
field.translation: translation | переклад | перевод
field.type: type | тип | тип
field.place: place | місце | место
field.place_id: id of the place | код місця | код места
field.lon: longitude | довгота | долгота
field.lat: latitude | широта | широта
field.radius_m: radius | радіус | радиус
field.role: role of the place | роль місця | роль места
field.relation: relation to the place | відношення до місця | отношение к месту
field.more_places: more places | інші місця | другие места
field.from_day: first day | перший день | первый день
field.to_day: last day | останній день | последний день
field.granularity: exactness of the day | точність дня | точность дня
field.anchor: source of the day | джерело дати | источник даты
said.yes: yes | так | да
said.no: no | ні | нет
said.RU: Russia | Росія | Россия
said.UA: Ukraine | Україна | Украина
said.open: still open | ще не настав строк | срок ещё не настал
said.came true: came true | справдилося | сбылось
said.half: half | наполовину | наполовину
said.did not: did not come true | не справдилося | не сбылось
said.already: so already | так було й раніше | так было и раньше
said.no data: no data | немає даних | нет данных
said.not measurable: not measurable | не вимірюється | не измеряется
said.consistent: consistent | узгоджується | согласуется
said.inconsistent: inconsistent | не узгоджується | не согласуется
said.close: close to it | близько до того | близко к тому
said.held: held | зайнято | занято
said.not_held: not held | не зайнято | не занято
said.contested: contested | спірно | спорно
said.day: day | день | день
said.week: week | тиждень | неделя
said.month: month | місяць | месяц
said.quarter: quarter | квартал | квартал
said.year: year | рік | год
way.centre to centre: centre to centre | від центру до центру | от центра до центра
way.edge to edge: edge to edge | від межі до межі | от границы до границы
unit.km: {n} km | {n} км | {n} км
unit.m: {n} m | {n} м | {n} м
unit.km2: {n} km² | {n} км² | {n} км²
unit.km2_per_day: {n} km² a day | {n} км² на добу | {n} км² в сутки
unit.m_per_day: {n} m a day | {n} м на добу | {n} м в сутки
unit.deg: {n}° | {n}° | {n}°
unit.percent: {n} % | {n} % | {n} %
`;

/** Lines of "name: English | Ukrainian | Russian" as a map from the name to the words by language. */
export function tableOf(lines) {
  return new Map(lines.trim().split("\n").map((line) => {
    const [name, ...rest] = line.split(": ");
    const [en, uk, ru] = rest.join(": ").split(" | ");
    return [name, { en, uk, ru }];
  }));
}

export const TERMS = tableOf(VOCABULARY);

/** A figure's unit by how its name ends: the unit's word, and the number as it is written with it. */
const UNITS = [
  [/km2_per_day/, (value) => ["km2_per_day", value, 1]],
  [/m_per_day$/, (value) => ["m_per_day", value, 0]],
  [/(^|_)km2$/, (value) => ["km2", value, Math.abs(value) < 100 ? 1 : 0]],
  [/_m$/, (value) => (Math.abs(value) >= 1000 ? ["km", value / 1000, Math.abs(value) < 100000 ? 1 : 0] : ["m", value, 0])],
  [/_deg$/, (value) => ["deg", value, 0]],
  [/_percent$/, (value) => ["percent", value, 1]],
  [/share|most_by_horizon/, (value) => ["percent", 100 * value, value > 0 && value < 0.01 ? 3 : 1]],
];

/** [unit, number, digits] of a figure; the unit is null where its name ends in none. */
export function measureOf(name, value) {
  const unit = UNITS.find(([pattern]) => pattern.test(name));
  return unit ? unit[1](value) : [null, value, 3];
}
