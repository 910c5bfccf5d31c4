/* ALTCHA's proof of work (version 2, SHA-256), found by our own small hash: it needs no secure
   context and no worker, so it runs under any page's policy, a slice at a time. */

import { pause } from "./elements.js";

const SLICE = 4000;
/** The first 32 bits of the fractions of the roots of primes (FIPS 180-4). @type {number[]} */
const ROUND = [];
/** @type {number[]} */
const START = [];
for (let number = 2; ROUND.length < 64; number++) {
  let prime = true;
  for (let by = 2; by * by <= number; by++) if (number % by === 0) prime = false;
  if (!prime) continue;
  if (START.length < 8) START.push((number ** 0.5 % 1) * 2 ** 32 | 0);
  ROUND.push((Math.cbrt(number) % 1) * 2 ** 32 | 0);
}

/** Hash a message of at most 55 bytes. @param {Uint8Array} message @returns {number[]} eight words */
export function sha256(message) {
  const block = new Uint8Array(64);
  block.set(message);
  block[message.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(60, message.length * 8);
  const w = new Int32Array(64);
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(i * 4);
  for (let i = 16; i < 64; i++) {
    const x = /** @type {number} */ (w[i - 15]), y = /** @type {number} */ (w[i - 2]);
    const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
    const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
    w[i] = /** @type {number} */ (w[i - 16]) + s0 + /** @type {number} */ (w[i - 7]) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = START;
  for (let i = 0; i < 64; i++) {
    const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
    const t1 = h + s1 + (e & f ^ ~e & g) + /** @type {number} */ (ROUND[i]) + /** @type {number} */ (w[i]) | 0;
    const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
    const t2 = s0 + (a & b ^ a & c ^ b & c) | 0;
    h = g; g = f; f = e; e = d + t1 | 0; d = c; c = b; b = a; a = t1 + t2 | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => word + /** @type {number} */ (START[i]) >>> 0);
}

/** @param {number[]} words */
const hex = (words) => words.map((word) => word.toString(16).padStart(8, "0")).join("");

/** @param {string} text @returns {number[]} */
const bytes = (text) => (text.match(/../g) ?? []).map((pair) => parseInt(pair, 16));

/**
 * Find the counter whose hash begins as the challenge asks; give the payload that proves it.
 * @param {{parameters: {nonce: string, salt: string, keyPrefix: string}}} challenge
 * @returns {Promise<string>} base64
 */
export async function solve(challenge) {
  const { nonce, salt, keyPrefix } = challenge.parameters;
  const message = new Uint8Array([...bytes(salt), ...bytes(nonce), 0, 0, 0, 0]);
  const tail = new DataView(message.buffer, message.length - 4);
  const first = parseInt(keyPrefix.slice(0, 8), 16);
  for (let counter = 0; ; counter++) {
    tail.setUint32(0, counter);
    const hash = sha256(message);
    if (hash[0] === first && hex(hash).startsWith(keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey: hex(hash) } }));
    }
    if (counter % SLICE === SLICE - 1) await pause(0);
  }
}
