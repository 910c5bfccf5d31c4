// Looks again whether a comment has been decided, ever more slowly, and shows the page anew.

const WAITS_SECONDS = [1, 2, 2, 4, 8, 15, 30, 60, 120, 300, 600];
const { state, fate } = document.body.dataset;

/** Ask for the comment's fate; show the page anew when it says something else. @param {number} turn */
async function look(turn) {
  const wait = WAITS_SECONDS[Math.min(turn, WAITS_SECONDS.length - 1)] ?? 600;
  await new Promise((done) => setTimeout(done, wait * 1000));
  try {
    const answer = await fetch(fate ?? "", { cache: "no-store", credentials: "omit" });
    const { status, waits_for } = await answer.json();
    if (answer.ok && `${status} ${waits_for}` !== state) return location.reload();
  } catch { /* Offline: look again later. */ }
  return look(turn + 1);
}

look(0);
