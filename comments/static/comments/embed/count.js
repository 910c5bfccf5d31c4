/* <site-comments-count article="…">: the number for a teaser; all of a page ask together. */

import { make } from "./elements.js";
import { counts, phrases } from "./service.js";
import { languageOf } from "./words.js";

const MOST_AT_ONCE = 200;

/** @type {SiteCommentsCount[]} */
let waiting = [];

class SiteCommentsCount extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" }).append(make("slot"));
    if (!waiting.length) setTimeout(askForAll);
    waiting.push(this);
  }

  /** @param {number} count @param {import("./words.js").Words} words */
  show(count, words) {
    this.shadowRoot?.replaceChildren(make("span", { lang: words.language, dir: words.dir, part: "count" }, words.count("comments", count)));
  }
}

async function askForAll() {
  const asking = waiting.splice(0, MOST_AT_ONCE);
  if (waiting.length) setTimeout(askForAll);
  const urls = [...new Set(asking.map((element) => element.getAttribute("article") ?? location.href))];
  try {
    const [got, words] = await Promise.all([counts(urls), phrases(languageOf(/** @type {Element} */ (asking[0])))]);
    for (const element of asking) element.show(got.counts[element.getAttribute("article") ?? location.href] ?? 0, words);
  } catch { /* The teaser keeps what it holds. */ }
}

if (!customElements.get("site-comments-count")) customElements.define("site-comments-count", SiteCommentsCount);
