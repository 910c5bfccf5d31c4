/* The published comments: threads one level deep, more by cursor, new ones only when asked for. */

import { isolated, kept, make } from "./elements.js";
import { one, page } from "./service.js";

/** @typedef {import("./service.js").Comment} Comment */
/** @typedef {import("./service.js").Page} Page */
/** @typedef {import("./words.js").Words} Words */

/** The list and what steers it. */
export class List {
  /** @param {string} article @param {Words} words @param {(comment: Comment) => void} reply */
  constructor(article, words, reply) {
    this.article = article;
    this.words = words;
    this.reply = reply;
    this.isOpen = true;
    this.isNewestFirst = false;
    this.total = 0;
    /** @type {string | null} */
    this.next = null;
    /** @type {Map<string, {comment: Comment, root: string, node: HTMLElement}>} */
    this.shown = new Map();
    /** @type {Comment[]} */
    this.waiting = [];

    this.heading = make("h2", { part: "heading" });
    this.threads = make("ol", { part: "list" });
    this.empty = make("p", { class: "soft" });
    this.oldest = this.orderButton("oldest", false);
    this.newest = this.orderButton("newest", true);
    this.orders = make("div", { class: "row", role: "group", "aria-label": words.say("order") }, this.oldest, this.newest);
    this.more = make("button", { type: "button", class: "strong", part: "button", click: () => this.loadMore() }, words.say("more"));
    this.news = make("div", { role: "status" });
    this.node = make("section", { "aria-label": words.say("comments"), part: "comments" },
      this.heading, this.orders, this.news, this.threads, this.empty, this.more);
  }

  /** @param {string} key @param {boolean} isNewestFirst */
  orderButton(key, isNewestFirst) {
    const click = () => this.reorder(isNewestFirst);
    return make("button", { type: "button", class: "plain", part: "order", click }, this.words.say(key));
  }

  /** Show the first page. @param {Page} first */
  start(first) {
    this.shown.clear();
    this.waiting = [];
    this.threads.replaceChildren();
    this.take(first);
    this.settle();
  }

  /** Take a page in at the end. @param {Page} got */
  take(got) {
    this.isOpen = got.is_open;
    this.total = got.count;
    this.next = got.next;
    for (const comment of this.inOrder(got.comments)) this.place(comment, false);
  }

  /** Put comments before their replies, whichever order they came in. @param {Comment[]} comments */
  inOrder(comments) {
    const ids = new Set(comments.map((comment) => comment.id));
    const free = (/** @type {Comment} */ comment) => !comment.in_reply_to || !ids.has(comment.in_reply_to);
    return [...comments.filter(free), ...comments.filter((comment) => !free(comment))
      .sort((one, other) => one.submitted_at.localeCompare(other.submitted_at))];
  }

  /** Show a comment once, under the one it answers if that is here. @param {Comment} comment @param {boolean} atStart */
  place(comment, atStart) {
    const there = this.shown.get(comment.id);
    if (there) return there.node;
    const answered = comment.in_reply_to ? this.shown.get(comment.in_reply_to) : undefined;
    const node = make("article", { id: `comment-${comment.id}`, tabindex: "-1", part: "comment", "aria-labelledby": `name-${comment.id}` },
      ...this.parts(comment, answered?.comment));
    const root = answered ? answered.root : comment.id;
    this.shown.set(comment.id, { comment, root, node });
    if (answered) {
      this.shown.get(root)?.node.parentElement?.querySelector(".replies")?.append(make("li", {}, node));
    } else {
      const thread = make("li", { class: "thread" }, node, make("ol", { class: "replies" }));
      if (atStart) this.threads.prepend(thread);
      else this.threads.append(thread);
    }
    return node;
  }

  /** @param {Comment} comment @param {Comment} [answered] */
  parts(comment, answered) {
    const { words } = this;
    const link = `${this.article}#comment-${comment.id}`;
    const when = make("time", { datetime: comment.submitted_at }, words.time(comment.submitted_at));
    return kept([
      make("div", { class: "row" },
        make("h3", { id: `name-${comment.id}`, dir: "auto", part: "name" }, comment.author_name),
        make("a", { class: "soft", href: link, part: "time", click: () => this.mark(comment.id) }, when)),
      answered ? make("p", { class: "soft" }, ...words.about("in_reply_to", answered.author_name))
        : comment.in_reply_to && make("p", { class: "soft" }, words.say("in_reply_to_another")),
      make("p", { class: "words", dir: "auto", part: "text" }, comment.body),
      this.isOpen && make("button", { type: "button", class: "plain", part: "reply", click: () => this.reply(comment) },
        words.say("reply"), make("span", { class: "unseen" }, " ", isolated(comment.author_name))),
    ]);
  }

  /** Bring heading, orders and "more" in line with what is shown. */
  settle() {
    const { words } = this;
    this.heading.textContent = words.count("comments", this.total);
    this.oldest.setAttribute("aria-pressed", String(!this.isNewestFirst));
    this.newest.setAttribute("aria-pressed", String(this.isNewestFirst));
    this.orders.hidden = this.total < 2;
    this.more.hidden = !this.next;
    this.empty.textContent = this.total ? "" : words.say(this.isOpen ? "none_yet" : "none");
    this.news.replaceChildren(...(this.waiting.length ? [this.newsButton()] : []));
    this.node.dispatchEvent(new CustomEvent("comments:count", { bubbles: true, composed: true, detail: { count: this.total } }));
  }

  newsButton() {
    const text = this.words.count("new_comments", this.waiting.length);
    return make("button", { type: "button", class: "strong", part: "button", click: () => this.showNews() }, text);
  }

  /** Look whether there is something new, and say so; nothing moves until the reader asks. */
  async lookForNews() {
    const got = await page(this.article, { order: "newest" });
    const known = new Set(this.waiting.map((comment) => comment.id));
    const news = got.comments.filter((comment) => !this.shown.has(comment.id) && !known.has(comment.id));
    this.total = got.count;
    // With pages still to be loaded, what is unknown may just as well be old.
    const first = this.shown.size ? Math.max(...[...this.shown.values()].map((entry) => Date.parse(entry.comment.submitted_at))) : 0;
    this.waiting.push(...news.filter((comment) => !this.next || this.isNewestFirst && Date.parse(comment.submitted_at) > first).reverse());
    this.settle();
  }

  /** Show the reader's own comment as soon as it is published. @param {string} id */
  async receive(id) {
    this.place(await one(id), this.isNewestFirst);
    this.waiting = this.waiting.filter((comment) => comment.id !== id);
    await this.lookForNews();
  }

  showNews() {
    const nodes = this.waiting.map((comment) => this.place(comment, this.isNewestFirst));
    this.waiting = [];
    this.settle();
    nodes[0]?.focus();
  }

  async loadMore() {
    if (!this.next) return;
    const order = this.isNewestFirst ? "newest" : "oldest";
    const before = this.shown.size;
    this.take(await page(this.article, { order, cursor: this.next }));
    this.settle();
    [...this.shown.values()][before]?.node.focus();
  }

  /** @param {boolean} isNewestFirst */
  async reorder(isNewestFirst) {
    if (isNewestFirst === this.isNewestFirst) return;
    const first = await page(this.article, { order: isNewestFirst ? "newest" : "oldest" });
    this.isNewestFirst = isNewestFirst;
    this.start(first);
  }

  /** Show one comment that a link names, fetching it if need be. @param {string} id */
  async open(id) {
    if (!this.shown.has(id)) this.place(await one(id), true);
    const node = this.mark(id);
    node?.scrollIntoView({ block: "center" });
    node?.focus({ preventScroll: true });
  }

  /** @param {string} id */
  mark(id) {
    for (const { node } of this.shown.values()) node.classList.toggle("linked", node.id === `comment-${id}`);
    return this.shown.get(id)?.node;
  }
}
