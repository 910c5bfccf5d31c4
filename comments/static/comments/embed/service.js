/* Asking the service: public addresses only, no cookies, every refusal as a Problem. */

import { Words } from "./words.js";

const SERVICE = new URL(import.meta.url).origin;
const PATIENCE_SECONDS = 20;

/** @typedef {{id: string, author_name: string, body: string, in_reply_to: string | null, submitted_at: string}} Comment */
/** @typedef {{is_open: boolean, count: number, comments: Comment[], next: string | null}} Page */
/** @typedef {{is_open: boolean, name_max_length: number, body_max_length: number, challenge: any}} FormFacts */
/** @typedef {{guideline: string, field: string, start: number, end: number}} Quote */
/** @typedef {{by: string, guidelines: {title: string, says: string}[], quotes: Quote[]}} Decision */
/** @typedef {Comment & {status: string, waits_for: string | null, decision: Decision | null}} Fate */

/** What the service refused, or "offline" when it cannot be reached. */
export class Problem extends Error {
  /** @param {string} code @param {string} [title] @param {Record<string, {message: string}[]>} [errors] */
  constructor(code, title = "", errors = {}) {
    super(code);
    this.code = code;
    this.title = title;
    this.errors = errors;
  }
}

/**
 * Ask and give the answer's JSON. Throws Problem.
 * @param {string} path
 * @param {Record<string, string> | string[][]} [query]
 * @param {RequestInit} [options]
 */
async function ask(path, query = {}, options = {}) {
  const address = `${SERVICE}${path}?${new URLSearchParams(query)}`;
  const signal = AbortSignal.timeout(PATIENCE_SECONDS * 1000);
  let answer, data;
  try {
    answer = await fetch(address, { credentials: "omit", signal, ...options });
    data = await answer.json();
  } catch {
    throw new Problem(answer ? "broken" : "offline");
  }
  if (!answer.ok) throw new Problem(data.code, data.title, data.errors);
  return data;
}

/** @param {string} language @returns {Promise<Words>} */
export const phrases = async (language) => new Words(language, await ask(`/embed/words.${language}.json`));

/** @param {string} article @param {Record<string, string>} [query] @returns {Promise<Page>} */
export const page = (article, query = {}) => ask("/api/v1/comments", { article, ...query });

/** @param {string} id @returns {Promise<Comment>} */
export const one = (id) => ask(`/api/v1/comments/${encodeURIComponent(id)}`);

/** @param {string} article @returns {Promise<FormFacts>} */
export const formFacts = (article) => ask("/api/v1/form", { article });

/** @param {string} receipt @param {string} language @returns {Promise<Fate>} */
export const fate = (receipt, language) =>
  ask(`/api/v1/submissions/${receipt}`, { language }, { cache: "no-store" });

/** @param {string[]} articles @returns {Promise<{counts: Record<string, number>}>} */
export const counts = (articles) =>
  ask("/api/v1/counts", articles.map((article) => ["article", article]));

/**
 * @param {Record<string, string>} fields @param {string} key @param {string} language
 * @returns {Promise<{id: string, status: string, receipt: string}>}
 */
export const send = (fields, key, language) =>
  ask("/api/v1/comments", {}, {
    method: "POST",
    body: JSON.stringify(fields),
    headers: { "Content-Type": "application/json", "Idempotency-Key": key, "Accept-Language": language },
  });

/** Give the address of a page of the service. @param {string} path @param {Record<string, string>} query */
export const address = (path, query) => `${SERVICE}${path}?${new URLSearchParams(query)}`;
