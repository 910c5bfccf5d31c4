/* The reader's own comments: what becomes of each, told honestly, until it is decided. */

import { kept, make, pause } from "./elements.js";
import { dropReceipt, keepReceipt, receipts } from "./keepsakes.js";
import { address, fate, Problem } from "./service.js";

/** @typedef {import("./service.js").Fate} Fate */
/** @typedef {import("./words.js").Words} Words */

const WAITS_SECONDS = [1, 1, 2, 2, 4, 8, 15, 30, 60, 120, 300];

/** Ask what became of the reader's kept comments here; an answer may be a problem. @param {string} article @param {string} language */
export async function fates(article, language) {
  const kept = receipts(article);
  const told = await Promise.all(kept.map(({ receipt }) => fate(receipt, language).catch((/** @type {Problem} */ problem) => problem)));
  return kept.map(({ receipt }, i) => ({ receipt, told: told[i] }));
}

/** The boxes above the form; `known` is what was asked before, so that nothing moves when they are shown. */
export class Own {
  /** @param {string} article @param {Words} words @param {(id: string) => void} approved @param {Awaited<ReturnType<typeof fates>>} known */
  constructor(article, words, approved, known) {
    this.article = article;
    this.words = words;
    this.approved = approved;
    this.node = make("div", { part: "own" });
    for (const { receipt, told } of known) this.follow(receipt, false, told);
  }

  /** Take a receipt in that was just given. @param {string} receipt */
  add(receipt) {
    keepReceipt(this.article, receipt);
    this.follow(receipt, true);
  }

  /** Show a comment and ask, ever more slowly, what became of it. @param {string} receipt @param {boolean} isNew @param {Fate | Problem} [known] */
  async follow(receipt, isNew, known) {
    const box = make("div", { class: "box", role: "group", tabindex: "-1", part: "own-comment", "aria-label": this.words.say("yours") });
    const status = make("div", { role: "status" });
    box.append(status, make("div"));
    this.node.prepend(box);
    if (isNew) this.say(box, status, null, receipt);
    if (isNew) box.focus();
    let last = "";
    for (let turn = 0; this.node.isConnected || !turn; turn++) {
      try {
        const told = turn || !known ? await fate(receipt, this.words.language) : known;
        if (told instanceof Error) throw told;
        const state = `${told.status} ${told.waits_for}`;
        if (state !== last) this.say(box, status, told, receipt);
        if (told.status === "approved" && !isNew && !last) return this.drop(box, receipt);
        if (told.status === "approved") this.approved(told.id);
        if (told.status !== "pending") return;
        last = state;
      } catch (problem) {
        if (problem instanceof Problem && problem.code === "not_found") return this.drop(box, receipt);
      }
      await pause(WAITS_SECONDS[Math.min(turn, WAITS_SECONDS.length - 1)] ?? 300);
    }
  }

  /** @param {HTMLElement} box @param {string} receipt */
  drop(box, receipt) {
    dropReceipt(this.article, receipt);
    box.remove();
  }

  /** @param {HTMLElement} box @param {HTMLElement} status @param {Fate | null} told @param {string} receipt */
  say(box, status, told, receipt) {
    const { words } = this;
    status.replaceChildren(...this.verdict(told));
    const link = address(`/submissions/${receipt}`, { language: words.language });
    box.lastElementChild?.replaceChildren(...kept([
      told && make("p", {}, make("strong", {}, ...marked(told, "author_name"))),
      told && make("p", { class: "words", dir: "auto" }, ...marked(told, "body")),
      told?.decision?.quotes[0] && make("p", { class: "soft" }, words.say("marked")),
      make("p", { class: "row" },
        make("a", { href: link, target: "_blank", rel: "noopener noreferrer", part: "receipt" }, words.say("receipt")),
        told && told.status !== "pending" && make("button", { type: "button", class: "plain", click: () => this.drop(box, receipt) }, words.say("hide"))),
    ]));
  }

  /** @param {Fate | null} told */
  verdict(told) {
    const { words } = this;
    const line = (/** @type {string} */ strong, /** @type {string} */ text) =>
      make("p", {}, make("strong", {}, words.say(strong)), " ", words.say(text));
    if (told?.status === "approved") return [line("published", "published_where")];
    if (told?.status !== "rejected") return [line("received", told?.waits_for === "person" ? "waits_for_person" : "waits_for_rules")];
    return [
      line("not_published", "breaks"),
      make("ul", {}, ...(told.decision?.guidelines ?? []).map((guideline) =>
        make("li", {}, make("strong", {}, `${guideline.title}.`), " ", guideline.says))),
      make("p", {}, words.say(told.decision?.by === "rule" ? "by_rule" : "by_person"), " ", words.say("what_to_do")),
    ];
  }
}

/** Cut a field at the quotes and mark them; places count code points. @param {Fate} told @param {"author_name" | "body"} field */
function marked(told, field) {
  const letters = [...told[field]];
  const quotes = (told.decision?.quotes ?? []).filter((quote) => quote.field === field && quote.start < quote.end);
  const cuts = [...new Set([0, letters.length, ...quotes.flatMap((quote) => [quote.start, quote.end])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i] ?? 0;
    const text = letters.slice(start, end).join("");
    return quotes.some((quote) => quote.start <= start && end <= quote.end) ? make("mark", {}, text) : text;
  });
}
