// Names of the figures behind a verdict in three languages; one that is not here is told as the report names it.

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
`;

const FIGURE_TABLE = new Map(FIGURE_NAMES.trim().split("\n").map((line) => {
  const [name, words] = line.split(": ");
  const [en, uk, ru] = words.split(" | ");
  return [name, { en, uk, ru }];
}));

/** Name of a figure without its unit in a language, or undefined. */
export function figureName(name, language) {
  return FIGURE_TABLE.get(name)?.[language];
}
