/* The form. Nothing typed is ever lost: not by an error, not offline, not by loading the page anew. */

import { make } from "./elements.js";
import { draft, keepDraft } from "./keepsakes.js";
import { solve } from "./proof.js";
import { address, formFacts, Problem, send } from "./service.js";

/** @typedef {import("./service.js").Comment} Comment */
/** @typedef {import("./words.js").Words} Words */

const FIELDS = ["author_name", "body", "email"];

/** The form and the way of a comment to the service. */
export class Form {
  /** @param {string} article @param {Words} words @param {(receipt: string, id: string) => void} sent */
  constructor(article, words, sent) {
    this.article = article;
    this.words = words;
    this.sent = sent;
    this.isBusy = false;
    this.attempt = { text: "", key: "" };
    /** @type {import("./service.js").FormFacts | undefined} */
    this.facts = undefined;
    /** @type {Comment | {id: string, author_name: string} | null} */
    this.answered = null;

    this.author_name = make("input", { id: "author_name", required: true, dir: "auto", autocomplete: "name" });
    this.body = make("textarea", { id: "body", rows: "6", required: true, dir: "auto" });
    this.email = make("input", { id: "email", type: "email", dir: "ltr", autocomplete: "email" });
    this.website = make("input", { id: "website", tabindex: "-1", autocomplete: "off" });
    this.counter = make("small", { id: "body-help", class: "counter" });
    this.replying = make("p", { hidden: true });
    this.errors = make("div", { role: "alert" });
    this.button = make("button", { class: "strong", part: "button" }, words.say("send"));
    this.form = make("form", { novalidate: true, part: "form", "aria-labelledby": "form-heading",
      submit: (event) => this.submit(event), input: () => this.typed(), focusin: () => this.learn() },
      this.errors, this.replying,
      this.field("author_name", "name", "required", make("small", { id: "author_name-help" }, words.say("name_help"))),
      this.field("body", "comment", "required", this.counter),
      this.field("email", "email", "optional", make("small", { id: "email-help" }, words.say("email_help"))),
      make("div", { class: "unseen", "aria-hidden": "true" },
        make("label", { for: "website" }, words.say("leave_empty")), this.website),
      this.button);
    this.node = make("section", { part: "write" },
      make("h3", { id: "form-heading" }, words.say("write")), this.house(), this.form);
    this.restore();
  }

  house() {
    const { words } = this;
    const guidelines = address("/guidelines", { language: words.language });
    return make("div", { class: "box", part: "guidelines" },
      make("p", {}, words.say("welcome")), make("p", {}, words.say("refused")),
      make("p", {}, words.say("checked"), " ", make("a", { href: guidelines, target: "_blank", rel: "noopener" }, words.say("guidelines"))));
  }

  /** @param {"author_name" | "body" | "email"} name @param {string} label @param {string} need @param {HTMLElement} help */
  field(name, label, need, help) {
    const { words } = this;
    this[name].setAttribute("name", name);
    this[name].setAttribute("aria-describedby", `${name}-help ${name}-error`);
    return make("div", { class: "field" },
      make("label", { for: name }, words.say(label), " ", make("small", {}, words.say(need))),
      this[name], help, make("p", { class: "error", id: `${name}-error` }));
  }

  /** Learn, once somebody begins to write, how long texts may be and whether work is to be proven. */
  async learn() {
    if (this.facts) return;
    try {
      this.facts = await formFacts(this.article);
    } catch { /* The service will say it when the comment is sent. */ }
    this.showCounter();
  }

  showCounter() {
    const left = this.facts ? this.facts.body_max_length - [...this.body.value].length : 0;
    const words = left < 0 ? this.words.count("too_many", -left) : this.words.count("left", left);
    this.counter.textContent = this.facts ? words : "";
    this.counter.classList.toggle("error", left < 0);
  }

  typed() {
    this.showCounter();
    keepDraft(this.article, this.values());
  }

  /** @returns {Record<string, string>} */
  values() {
    const { author_name, body, email } = this;
    return { author_name: author_name.value, body: body.value, email: email.value,
      reply: this.answered?.id ?? "", reply_name: this.answered?.author_name ?? "" };
  }

  restore() {
    const was = draft(this.article);
    this.author_name.value = was.author_name ?? "";
    this.body.value = was.body ?? "";
    this.email.value = was.email ?? "";
    if (was.reply) this.answer({ id: was.reply, author_name: was.reply_name ?? "" });
  }

  /** Make the form a reply, or with null a comment of its own. @param {Comment | {id: string, author_name: string} | null} comment */
  answer(comment) {
    this.answered = comment;
    this.replying.hidden = !comment;
    const stop = make("button", { type: "button", class: "plain", click: () => { this.answer(null); this.body.focus(); } }, this.words.say("no_reply"));
    this.replying.replaceChildren(...(comment ? [...this.words.about("in_reply_to", comment.author_name), " – ", stop] : []));
    keepDraft(this.article, this.values());
  }

  /** @param {Comment} comment */
  replyTo(comment) {
    this.answer(comment);
    this.node.scrollIntoView({ block: "start" });
    (this.author_name.value ? this.body : this.author_name).focus({ preventScroll: true });
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.setBusy(true);
    this.showErrors([], {});
    try {
      const got = await this.sendFields(this.fields());
      this.body.value = "";
      this.website.value = "";
      this.answer(null);
      this.facts = undefined; // The next comment may have to prove work.
      this.typed();
      this.sent(got.receipt, got.id);
    } catch (problem) {
      this.showProblem(problem instanceof Problem ? problem : new Problem("broken"));
    } finally {
      this.setBusy(false);
    }
  }

  /** @returns {Record<string, string>} */
  fields() {
    const { article } = this;
    const { author_name = "", body = "", email = "", reply = "" } = this.values();
    return { article, author_name, body, ...(email && { email }), ...(reply && { in_reply_to: reply }),
      ...(this.website.value && { website: this.website.value }) };
  }

  /** Send; the same text keeps its key, so that trying again never makes two. @param {Record<string, string>} fields */
  async sendFields(fields) {
    const text = JSON.stringify(fields);
    if (text !== this.attempt.text) this.attempt = { text, key: String(crypto.getRandomValues(new Uint32Array(4))) };
    const { key } = this.attempt;
    const challenge = this.facts?.challenge;
    const { language } = this.words;
    try {
      return await send(challenge ? { ...fields, proof: await solve(challenge) } : fields, key, language);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.code !== "proof_of_work_required") throw problem;
      this.facts = await formFacts(this.article);
      return await send({ ...fields, proof: await solve(this.facts.challenge) }, key, language);
    }
  }

  /** @param {boolean} isBusy */
  setBusy(isBusy) {
    this.isBusy = isBusy;
    this.button.textContent = this.words.say(isBusy ? "sending" : "send");
    if (isBusy) this.button.setAttribute("aria-disabled", "true");
    else this.button.removeAttribute("aria-disabled");
  }

  /** @param {Problem} problem */
  showProblem(problem) {
    const { words } = this;
    const whole = Object.keys(problem.errors).length ? [] : [problem.title || words.say(problem.code === "offline" ? "offline" : "broken")];
    for (const [name, errors] of Object.entries(problem.errors)) {
      if (!FIELDS.includes(name)) whole.push(...errors.map((error) => error.message));
    }
    this.showErrors(whole, problem.errors);
    const first = FIELDS.find((name) => problem.errors[name]);
    if (first) this[/** @type {"body"} */ (first)].focus();
    else this.button.focus();
  }

  /** @param {string[]} whole @param {Record<string, {message: string}[]>} errors by field */
  showErrors(whole, errors) {
    for (const name of /** @type {("author_name" | "body" | "email")[]} */ (FIELDS)) {
      const text = (errors[name] ?? []).map((error) => error.message).join(" ");
      const place = this.form.querySelector(`#${name}-error`);
      if (place) place.textContent = text;
      if (text) this[name].setAttribute("aria-invalid", "true");
      else this[name].removeAttribute("aria-invalid");
    }
    const any = whole.length || Object.keys(errors).length;
    this.errors.className = any ? "box errors" : "";
    this.errors.replaceChildren(...(any ? [make("p", {}, this.words.say("not_sent")), ...whole.map((text) => make("p", {}, text))] : []));
  }
}
