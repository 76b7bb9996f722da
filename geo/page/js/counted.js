// What the page counts, with the plurals each language asks for (Unicode CLDR).

export const COUNTED = {
  claims: {
    en: { one: "claim", other: "claims" },
    uk: { one: "твердження", few: "твердження", many: "тверджень", other: "твердження" },
    ru: { one: "утверждение", few: "утверждения", many: "утверждений", other: "утверждения" },
  },
  of_claims: {
    en: { one: "claim", other: "claims" },
    uk: { one: "твердження", other: "тверджень" },
    ru: { one: "утверждения", other: "утверждений" },
  },
  places: {
    en: { one: "place", other: "places" },
    uk: { one: "місце", few: "місця", many: "місць", other: "місця" },
    ru: { one: "место", few: "места", many: "мест", other: "места" },
  },
  snapshots: {
    en: { one: "snapshot", other: "snapshots" },
    uk: { one: "знімок", few: "знімки", many: "знімків", other: "знімка" },
    ru: { one: "снимок", few: "снимка", many: "снимков", other: "снимка" },
  },
  days: {
    en: { one: "day", other: "days" },
    uk: { one: "день", few: "дні", many: "днів", other: "дня" },
    ru: { one: "день", few: "дня", many: "дней", other: "дня" },
  },
  articles: {
    en: { one: "article", other: "articles" },
    uk: { one: "стаття", few: "статті", many: "статей", other: "статті" },
    ru: { one: "статья", few: "статьи", many: "статей", other: "статьи" },
  },
  settlements_changed: {
    en: { one: "settlement changed hands", other: "settlements changed hands" },
    uk: { one: "населений пункт змінив контроль", few: "населені пункти змінили контроль", many: "населених пунктів змінили контроль", other: "населеного пункту змінили контроль" },
    ru: { one: "населённый пункт сменил контроль", few: "населённых пункта сменили контроль", many: "населённых пунктов сменили контроль", other: "населённого пункта сменили контроль" },
  },
};
