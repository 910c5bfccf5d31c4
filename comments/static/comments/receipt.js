// Looks again whether a comment has been decided, ever more slowly, and shows the page anew.

const WAITS_SECONDS = [1, 2, 2, 4, 8, 15, 30, 60, 120, 300, 600];
const page = new URL(location.href);
const address = page.origin + page.pathname;

/** Give the state that the page shows. @param {Document} page */
const stateOf = (page) => page.querySelector(".status")?.textContent ?? "";

/** Read the page once more; show it when it says something new. @param {number} turn */
async function look(turn) {
  const wait = WAITS_SECONDS[Math.min(turn, WAITS_SECONDS.length - 1)] ?? 600;
  await new Promise((done) => setTimeout(done, wait * 1000));
  try {
    const answer = await fetch(location.href, { cache: "no-store", credentials: "omit" });
    const text = await answer.text();
    const there = new DOMParser().parseFromString(text, "text/html");
    if (answer.ok && stateOf(there) !== stateOf(document)) return location.reload();
  } catch { /* Offline: look again later. */ }
  return look(turn + 1);
}

look(0);
