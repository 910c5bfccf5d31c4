/* The phrases of one language, and numbers and times as that language writes them. */

import { isolated } from "./elements.js";

const LANGUAGES = ["en", "ckb", "ku", "ar", "tr"];
/** Kurmanji is `kmr` to newsrooms and `ku` to browsers. @type {Record<string, string>} */
const ALIASES = { kmr: "ku" };
/** Whose numbers to use where a browser does not know the language. @type {Record<string, string>} */
const NEIGHBOURS = { ckb: "ar-IQ", ku: "tr" };

/** @typedef {{dir: "ltr" | "rtl", numerals: string, phrases: Record<string, string>, plurals: Record<string, Record<string, string>>, months: string[]}} Phrases */

/** Choose the language of an element: its own attribute, else the page's. @param {Element} element */
export function languageOf(element) {
  const tag = element.getAttribute("language") || element.closest("[lang]")?.getAttribute("lang") || "en";
  const first = tag.toLowerCase().split("-")[0] ?? "en";
  const code = ALIASES[first] ?? first;
  return LANGUAGES.includes(code) ? code : "en";
}

/** Words for one language. */
export class Words {
  /** @param {string} language @param {Phrases} known */
  constructor(language, known) {
    this.language = language;
    this.dir = known.dir;
    this.known = known;
    const locales = [language, NEIGHBOURS[language] ?? "en"];
    const { numerals: numberingSystem } = known; // browsers do not agree about Arabic
    this.numbers = new Intl.NumberFormat(locales, { numberingSystem });
    this.rules = new Intl.PluralRules(locales);
    this.times = new Intl.DateTimeFormat(locales, { dateStyle: "long", timeStyle: "short", numberingSystem });
    this.years = new Intl.NumberFormat(locales, { useGrouping: false, numberingSystem });
    this.pairs = new Intl.NumberFormat(locales, { minimumIntegerDigits: 2, numberingSystem });
    this.hasMonths = this.times.resolvedOptions().locale.startsWith(language);
  }

  /** Give a phrase. @param {string} key */
  say(key) {
    return this.known.phrases[key] ?? key;
  }

  /** Give a phrase with a number in it. @param {string} key @param {number} count */
  count(key, count) {
    const forms = this.known.plurals[key] ?? {};
    const form = forms[this.rules.select(count)] ?? forms.other ?? "{count}";
    return form.replace("{count}", this.numbers.format(count));
  }

  /** Give a phrase around a name, which keeps its own direction. @param {string} key @param {string} name */
  about(key, name) {
    const [before = "", after = ""] = this.say(key).split("{name}");
    return [before, isolated(name), after];
  }

  /** Give a moment in the reader's time zone. @param {string} moment ISO 8601 */
  time(moment) {
    const then = new Date(moment);
    if (this.hasMonths) return this.times.format(then);
    const [day, year] = [then.getDate(), then.getFullYear()].map((number) => this.years.format(number));
    const clock = `${this.pairs.format(then.getHours())}:${this.pairs.format(then.getMinutes())}`;
    return `${day} ${this.known.months[then.getMonth()]} ${year} ${clock}`;
  }
}
