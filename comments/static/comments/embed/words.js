/* The phrases of one language, and numbers and times as that language writes them. */

import { isolated } from "./elements.js";

const LANGUAGES = ["en", "ckb", "ku", "ar", "tr"];
/** Kurmanji is `kmr` to newsrooms and `ku` to browsers. @type {Record<string, string>} */
const ALIASES = { kmr: "ku" };

/** @typedef {{dir: "ltr" | "rtl", phrases: Record<string, string>, plurals: Record<string, Record<string, string>>}} Phrases */

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
    this.numbers = new Intl.NumberFormat(language);
    this.rules = new Intl.PluralRules(language);
    this.times = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
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
    return this.times.format(new Date(moment));
  }
}
