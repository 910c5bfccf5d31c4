/* <site-comments article="…">: the section as an element of the page, loaded when it comes near. */

import { make, pause } from "./elements.js";
import { Form } from "./form.js";
import { List } from "./list.js";
import { fates, Own } from "./own.js";
import { page, phrases } from "./service.js";
import { dress } from "./style.js";
import { languageOf } from "./words.js";

const NEAR = "800px";
const NEWS_SECONDS = 60;
const LINK = /^#comment-([0-9a-f-]{36})$/;

/** Give the address that a page calls its own. */
function canonical() {
  return /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href ?? location.href;
}

class SiteComments extends HTMLElement {
  /** What the element holds until the section is there: the link to the page of comments. */
  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    dress(root);
    root.append(make("slot"));
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      this.load();
    }, { rootMargin: NEAR });
    if (LINK.test(location.hash)) this.load();
    else watch.observe(this);
  }

  /** Get words, comments and the reader's own at once; while they cannot be had, the link stays. @param {number} [again] seconds */
  async load(again = 30) {
    const article = this.getAttribute("article") || canonical();
    try {
      const language = languageOf(this);
      const [words, first, known] = await Promise.all([phrases(language), page(article), fates(article, language)]);
      this.show(article, words, first, known);
    } catch {
      await new Promise((done) => { addEventListener("online", done, { once: true }); pause(again).then(done); });
      if (this.isConnected) this.load(Math.min(again * 2, 3600));
    }
  }

  /** @param {string} article @param {import("./words.js").Words} words @param {import("./service.js").Page} first @param {Awaited<ReturnType<typeof fates>>} known */
  show(article, words, first, known) {
    const list = new List(article, words, (comment) => form.replyTo(comment));
    const form = new Form(article, words, (receipt, id) => {
      own.add(receipt);
      this.tell("comments:posted", { id });
    });
    const own = new Own(article, words, (id) => list.receive(id), known);
    const closed = make("p", { class: "box", part: "closed" }, words.say("closed"));
    this.shadowRoot?.replaceChildren(make("div", { class: "root", lang: words.language, dir: words.dir, part: "root" },
      list.node, own.node, first.is_open ? form.node : closed));
    list.start(first);
    const linked = LINK.exec(location.hash)?.[1];
    if (linked) list.open(linked).catch(() => {});
    this.tell("comments:ready", { count: first.count });
    this.watchForNews(list);
  }

  /** @param {List} list */
  async watchForNews(list) {
    while (this.isConnected) {
      await pause(Number(this.getAttribute("news-seconds")) || NEWS_SECONDS);
      if (document.visibilityState === "visible") await list.lookForNews().catch(() => {});
    }
  }

  /** @param {string} name @param {Record<string, unknown>} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("site-comments")) customElements.define("site-comments", SiteComments);
