/* What the reader's own browser keeps: a half-written comment, and receipts. Never a cookie. */

const DAYS_KEPT = 30;
const RECEIPTS_KEPT = 20;

/** @typedef {{receipt: string, at: number}} Kept */

/** Read from a storage that may be full, forbidden or spoilt. @param {() => Storage} storage @param {string} key */
function read(storage, key) {
  try {
    return JSON.parse(storage().getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {() => Storage} storage @param {string} key @param {unknown} value */
function write(storage, key, value) {
  try {
    storage().setItem(key, JSON.stringify(value));
  } catch { /* Then it is not kept; nothing else depends on it. */ }
}

const session = () => window.sessionStorage;
const local = () => window.localStorage;

/** @param {string} article @returns {Record<string, string>} */
export function draft(article) {
  return read(session, `comments:draft:${article}`) ?? {};
}

/** @param {string} article @param {Record<string, string>} typed */
export function keepDraft(article, typed) {
  write(session, `comments:draft:${article}`, typed);
}

/** Give the receipts of the reader's own comments, oldest first. @param {string} article @returns {Kept[]} */
export function receipts(article) {
  const found = read(local, `comments:receipts:${article}`);
  const since = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
  return Array.isArray(found) ? found.filter((kept) => kept.at > since).slice(-RECEIPTS_KEPT) : [];
}

/** @param {string} article @param {string} receipt */
export function keepReceipt(article, receipt) {
  dropReceipt(article, receipt);
  write(local, `comments:receipts:${article}`, [...receipts(article), { receipt, at: Date.now() }]);
}

/** @param {string} article @param {string} receipt */
export function dropReceipt(article, receipt) {
  const others = receipts(article).filter((kept) => kept.receipt !== receipt);
  write(local, `comments:receipts:${article}`, others);
}
