// Names of the figures behind a verdict in three languages; one that is not here is told as the report names it.

import { tableOf } from "./terms.js";

// One line a figure, without its unit: English | Ukrainian | Russian.
const FIGURE_NAMES = `
distance: distance | відстань | расстояние
said: said | сказано | сказано
said_low: said, at least | сказано, щонайменше | сказано, не менее
said_high: said, at most | сказано, щонайбільше | сказано, не более
measured: measured | виміряно | измерено
share: share | частка | доля
ratio: ratio | відношення | отношение
held: held | зайнято | занято
gained: gained | здобуто | прибавилось
lost: lost | втрачено | утрачено
net: net change | чиста зміна | чистое изменение
grey: contested | сіра зона | серая зона
whole: whole area | уся площа | вся площадь
radius: radius | радіус | радиус
edge: distance to the edge | відстань до межі | расстояние до границы
reach: reach | досяжність | досягаемость
gap: gap | розрив | разрыв
mouth: width of the mouth | ширина горловини | ширина горловины
bearing: bearing | азимут | азимут
low: at least | щонайменше | не менее
high: at most | щонайбільше | не более
side: side | сторона | сторона
status: status | стан | состояние
place: place | місце | место
position: position | позиція | позиция
first: first | перше | первое
second: second | друге | второе
half: half | половина | половина
fraction: fraction | частина | часть
unit: unit | одиниця | единица
value: value | значення | значение
component: measured part | виміряна частина | измеренная часть
before: before | до | до
after: after | після | после
days: days | днів | дней
touch_days: days in touch | днів дотику | дней касания
near_days: days nearby | днів поблизу | дней поблизости
gap_days: days between snapshots | днів між знімками | дней между снимками
periods: periods | періоди | периоды
predicted: predicted | передбачено | предсказано
forecast_day: day of the forecast | день прогнозу | день прогноза
outcome_day: day of the outcome | день результату | день итога
shared_border: shared border | спільна межа | общая граница
front_to_centre: front to the centre | від фронту до центру | от фронта до центра
share_when_said: share when it was said | частка на час заяви | доля в момент заявления
share_of_whole: share of the whole | частка від цілого | доля от целого
largest_other: largest other area | найбільша інша площа | наибольшая другая площадь
implied: implied | випливає | подразумевается
gained_there: gained there | здобуто там | прибавилось там
approach_m_per_day: approach of the front | наближення фронту | приближение фронта
base: compared area | площа для порівняння | площадь для сравнения
bearing_off: off the direction said | відхилення від названого напрямку | отклонение от названного направления
bearings: directions looked in | переглянутих напрямків | просмотренных направлений
begun_day: begun on | початок | начало
half_day: half of it on | половина | половина
done_day: done on | завершення | завершение
begun_from_share: counts as begun from | вважається початим від | считается начатым от
done_from_share: counts as done from | вважається завершеним від | считается завершённым от
blocked_bearings: blocked directions | перекритих напрямків | перекрытых направлений
blocked_share: share of directions blocked | частка перекритих напрямків | доля перекрытых направлений
blocked_from_share: counts as blocked from | вважається перекритим від | считается перекрытым от
centre_inside_day: centre inside since | центр у межах з | центр внутри с
centre_inside_after_days: days until the centre was inside | днів до потрапляння центру в межі | дней до попадания центра внутрь
claimed: claimed | заявлено | заявлено
claimed_day: day claimed | заявлений день | заявленный день
days_off: days apart | днів різниці | дней разницы
days_before: days before | днів до | дней до
days_after: days after | днів після | дней после
digits_stated: digits stated | названих цифр | названных цифр
digits_of_inputs: digits the inputs carry | цифр у вихідних даних | цифр в исходных данных
faster_from_ratio: counts as faster from | вважається швидшим від | считается быстрее от
slower_to_ratio: counts as slower up to | вважається повільнішим до | считается медленнее до
grey_share: share contested | частка сірої зони | доля серой зоны
held_from_share: counts as held from | вважається зайнятим від | считается занятым от
not_held_to_share: counts as not held up to | вважається не зайнятим до | считается не занятым до
half_from_share: counts as half from | вважається половиною від | считается половиной от
true_from_share: counts as come true from | вважається справдженим від | считается сбывшимся от
whole_from_share: counts as whole from | вважається цілим від | считается целым от
none_to_share: counts as none up to | вважається нічим до | считается ничем до
horizon: until | до | до
inside: inside | у межах | внутри
km2: area | площа | площадь
km2_per_day: gained per day | здобуто за добу | прибавилось за сутки
km2_per_day_before: gained per day before | здобуто за добу раніше | прибавилось за сутки до того
km2_per_day_after: gained per day after | здобуто за добу пізніше | прибавилось за сутки после
least: smallest counted | найменше враховане | наименьшее учтённое
least_window_days: least days compared | щонайменше днів порівняння | не менее дней сравнения
most_by_horizon: largest share by then | найбільша частка на той час | наибольшая доля к тому времени
mouth_towards: mouth faces | горловина звернена до | горловина обращена к
partly_low: partly from | частково від | частично от
partly_high: partly up to | частково до | частично до
partly: partly up to | частково до | частично до
supported: supported up to | підтверджено до | подтверждено до
pocket: closed pocket | замкнений котел | замкнутый котёл
share_n: share to the north | частка на півночі | доля на севере
share_s: share to the south | частка на півдні | доля на юге
share_e: share to the east | частка на сході | доля на востоке
share_w: share to the west | частка на заході | доля на западе
tie_share: counts as a tie within | вважається рівним у межах | считается равным в пределах
`;

const FIGURE_TABLE = tableOf(FIGURE_NAMES);

/** Name of a figure without its unit in a language, or undefined. */
export function figureName(name, language) {
  return FIGURE_TABLE.get(name)?.[language];
}
