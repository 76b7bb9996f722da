// One spelling for several scripts and habits, so that a search finds what it means.

const LATIN = {
  а: "a", б: "b", в: "v", г: "h", ґ: "h", д: "d", е: "e", ё: "e", є: "ie", ж: "zh", з: "z", и: "i", і: "i", ї: "i", й: "i", к: "k", л: "l",
  м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "i", ь: "",
  э: "e", ю: "iu", я: "ia",
};

/** "Kharkiv", "Харків" and "harkiv" meet. */
export function fold(text) {
  const lower = text.toLowerCase();
  // Most text is plain Latin, and letters of other scripts are the slow part.
  const latin = /^[\x00-\x7f]*$/.test(lower) ? lower : lower.replace(/[а-яёєіїґ]/g, (letter) => LATIN[letter] ?? letter).normalize("NFKD").replace(/[\u0300-\u036f’ʼ]/g, "");
  return latin.replace(/['`]/g, "").replace(/kh|g/g, "h").replace(/[yj]/g, "i").replace(/ii/g, "i")
    // "Kiev" and "Kyiv", "Pokrowsk" and "Pokrovsk", "Sudja" and "Sudzha".
    .replace(/dzh/g, "di").replace(/w/g, "v").replace(/kiev/g, "kiv")
    // The mark keeps Kyiv apart from the end of "Kharkiv".
    .replace(/(^|[^a-z])kiv/g, "$1~kiv");
}

/** Letters of a sound; shorter ones are shared by too many names. */
export const LEAST_SOUND = 5;

// Longest first: German tsch and French tch are ч. German writes both ж and ш "sch", both з and с "s", and ц "z", so these fall together.
const SOUNDS = [
  [/dsch|dj/g, "di"], [/shch|schtsch|szcz/g, "sh"], [/tsch|tch|cz/g, "h"], [/sch|zh|sh|sz|rz/g, "x"], [/ch/g, "h"], [/ts|tz|[czß]/g, "s"],
  [/ou/g, "u"], [/ł/g, "l"], [/i(?=[aeou])/g, ""], [/([a-z])\1{1,9}/g, "$1"],
];

/** How a folded word sounds, whatever language wrote it in Latin letters: "Saporischschja" and "Запоріжжя" meet. */
export function soundOf(folded) {
  return SOUNDS.reduce((word, [pattern, sound]) => word.replace(pattern, sound), folded);
}
