/* The queue by keys, at once, and live. Without this script every form on the page works as well.
 *
 * A decision is shown at once and sent; if the server refuses it, the card comes back with the
 * reason. What a card shows was seen at a version, and the version is sent with every decision.
 */
"use strict";

(() => {
  const desk = document.getElementById("desk");
  if (!desk) return;

  const say = desk.dataset;
  const list = document.getElementById("cards");
  const empty = document.getElementById("empty");
  const bulk = document.getElementById("bulk");
  const help = document.getElementById("help");
  const token = desk.querySelector("[name=csrfmiddlewaretoken]").value;
  const LIVE_MS = 5000;
  const FEW = 5; // so few open cards left: fetch more
  const numbers = new Intl.NumberFormat("en", { numberingSystem: say.numerals, useGrouping: false });
  const undoable = []; // {decisions, cards, until}, the newest last
  let here = null; // the card that keys speak to; it stays when the focus goes elsewhere
  let fetching = false;

  // ── Cards ────────────────────────────────────────────────────────────────
  const cards = () => [...list.querySelectorAll(".card")];
  const open = () => cards().filter((card) => !card.dataset.state);
  const idOf = (card) => Number(card.id.slice("comment-".length));
  const tick = (card) => card.querySelector(".select");
  const ticked = () => open().filter((card) => tick(card)?.checked);

  const announce = (text) => {
    const place = document.getElementById("announce");
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = text; });
  };

  const go = (card) => {
    here = card;
    const target = card ?? empty;
    if (!card) empty.hidden = false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };

  const neighbour = (card, step) => {
    const all = cards();
    for (let at = all.indexOf(card) + step; at >= 0 && at < all.length; at += step) {
      if (!all[at].dataset.state) return all[at];
    }
    return null;
  };

  const step = (by, extend) => {
    const from = here && cards().includes(here) ? here : null;
    const to = from ? neighbour(from, by) : open()[0];
    if (extend) [from, to].forEach((card) => { if (card && !card.dataset.state) tick(card).checked = true; });
    if (extend) showTicked();
    if (to) go(to);
  };

  const showTicked = () => {
    if (!bulk) return;
    const number = ticked().length;
    const count = bulk.querySelector(".count");
    count.dataset.usual ??= count.textContent;
    count.textContent = number ? `${say.selected} ${numbers.format(number)}` : count.dataset.usual;
    bulk.classList.toggle("active", number > 0);
    bulk.querySelector(".clear").hidden = !number;
    if (number) announce(count.textContent);
  };

  const error = (card, text) => {
    const place = card.querySelector(".error");
    place.textContent = text;
    place.hidden = !text;
  };

  // ── Deciding ─────────────────────────────────────────────────────────────
  const send = async (address, fields) => {
    const body = new URLSearchParams(fields);
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
      return await answer.json();
    } catch {
      return { done: [], says: say.failed };
    }
  };

  const settle = (card, state, text, undo) => {
    card.dataset.state = state;
    tick(card) && (tick(card).checked = false);
    card.querySelector(".settled")?.remove();
    const bar = document.getElementById("settled").content.cloneNode(true);
    bar.querySelector(".says").textContent = text;
    const button = bar.querySelector(".undo");
    if (undo) button.addEventListener("click", () => takeBack(undo));
    else button.remove();
    card.append(bar);
  };

  const restore = (card, text) => {
    delete card.dataset.state;
    card.querySelector(".settled")?.remove();
    card.querySelector("details.reject")?.removeAttribute("open");
    error(card, text);
  };

  const decide = async (chosen, fields) => {
    if (!chosen.length) return;
    const seen = chosen.map((card) => card.dataset.seen).join(" ");
    if (seen.split(" ").length > Number(say.bulkMax)) return announce(say.tooMany);
    const last = chosen.at(-1);
    chosen.forEach((card) => { error(card, ""); settle(card, "sending", say.sending); });
    showTicked();
    go(neighbour(last, 1) ?? neighbour(last, -1));
    const answer = await send(say.decide, [["seen", seen], ["back", say.back], ...fields]);
    conclude(chosen, answer);
    if (open().length < FEW) more();
  };

  const conclude = (chosen, answer) => {
    const results = new Map(answer.done.map((one) => [one.comment, one]));
    const made = answer.done.filter((one) => one.decision);
    const seconds = answer.undo_seconds ?? 0;
    const undo = made.length && { decisions: made.map((one) => one.decision), cards: chosen, until: Date.now() + seconds * 1000 };
    let told = answer.says ?? "";
    for (const card of chosen) {
      const one = results.get(idOf(card));
      if (one?.decision) settle(card, one.status, one.says, undo);
      else if (one?.code === "already_decided") settle(card, "gone", one.says);
      else restore(card, one?.says ?? answer.says ?? say.failed);
      told = one?.says ?? told;
    }
    announce(told);
    if (undo) {
      undoable.push(undo);
      setTimeout(() => expire(undo), seconds * 1000);
    }
    const refused = chosen.find((card) => !card.dataset.state);
    if (refused) go(refused);
  };

  const expire = (undo) => {
    undo.cards.forEach((card) => card.querySelector(".settled .undo")?.remove());
  };

  const takeBack = async (undo) => {
    if (!undo || undo.until < Date.now()) return announce(say.nothing);
    undoable.splice(undoable.indexOf(undo), 1);
    const answer = await send(say.undo, [["decisions", undo.decisions.join(" ")], ["back", say.back]]);
    const results = new Map(answer.done.map((one) => [one.comment, one]));
    for (const card of undo.cards) {
      const one = results.get(idOf(card));
      if (one?.decision) {
        renew(card, results);
        restore(card, "");
      } else if (card.dataset.state !== "gone") {
        settle(card, "gone", one?.says ?? answer.says ?? say.failed);
      }
    }
    empty.hidden = open().length > 0;
    const back = undo.cards.find((card) => !card.dataset.state);
    if (back) go(back);
    announce(back ? say.undone : (answer.done[0]?.says ?? answer.says ?? say.failed));
  };

  const renew = (card, results) => {
    const renewed = card.dataset.seen.split(" ").map((pair) => {
      const one = results.get(Number(pair.split(":")[0]));
      return one?.version ? `${one.comment}:${one.version}` : pair;
    }).join(" ");
    card.dataset.seen = renewed;
    card.querySelectorAll("[name=seen]").forEach((input) => { input.value = renewed; });
  };

  // ── Rejecting by guideline ───────────────────────────────────────────────
  const rejectMenu = () => (ticked().length ? bulk : here)?.querySelector("details.reject");
  const openMenu = () => document.querySelector("details.reject[open]");

  const startRejecting = () => {
    const menu = rejectMenu();
    if (!menu || here?.dataset.state) return;
    menu.open = true;
    menu.querySelector("button").focus();
  };

  const closeMenu = () => {
    const menu = openMenu();
    if (menu) menu.open = false;
    if (here) go(here);
  };

  const chooseGuideline = (number, several) => {
    const menu = openMenu();
    const boxes = menu.querySelectorAll("[name=guidelines]");
    if (!boxes[number - 1]) return;
    if (!several) return menu.querySelectorAll("[name=reject]")[number - 1].click();
    boxes[number - 1].checked = !boxes[number - 1].checked;
    menu.querySelector(".several").focus();
  };

  desk.addEventListener("submit", (event) => {
    const form = event.target;
    const isBulk = form === bulk;
    if (!isBulk && !form.matches(".card .decide")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const fields = [...data].filter(([name]) => ["now", "reject", "guidelines", "note"].includes(name));
    const menu = form.querySelector("details.reject");
    if (event.submitter?.value === "rejected" && !data.getAll("guidelines").length) return menu.querySelector("input").focus();
    menu.open = false;
    decide(isBulk ? ticked() : [form.closest(".card")], fields);
    form.querySelectorAll("[name=guidelines]").forEach((box) => { box.checked = false; });
  });

  // ── Keys ─────────────────────────────────────────────────────────────────
  const approve = () => {
    const chosen = ticked().length ? ticked() : [here].filter((card) => card && !card.dataset.state);
    decide(chosen, [["now", "approved"]]);
  };
  const select = () => {
    if (!here || here.dataset.state || !tick(here)) return;
    tick(here).checked = !tick(here).checked;
    showTicked();
  };
  const unveil = () => {
    const veil = here?.querySelector(".veil");
    if (veil) veil.open = !veil.open;
  };
  const keys = {
    j: (event) => step(1, event.shiftKey),
    k: (event) => step(-1, event.shiftKey),
    a: approve,
    r: startRejecting,
    x: select,
    z: () => takeBack(undoable.at(-1)),
    s: unveil,
    o: () => here?.querySelector(".article").click(),
    c: () => here?.querySelector("a.page").click(),
    "/": () => {
      document.querySelector(".filter-box").open = true;
      document.getElementById("search").focus();
    },
    "?": () => help.showModal(),
  };

  // On a keyboard with other letters the key counts by its place.
  const keyOf = (event) => {
    if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  };

  const isTyping = (element) => element.matches("input:not([type=checkbox]), select, textarea");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && openMenu()) return closeMenu();
    if (say.keys !== "on" || help.open || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target)) return;
    const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code);
    if (digit && openMenu()) {
      event.preventDefault();
      return chooseGuideline(Number(digit[1]), event.shiftKey);
    }
    const act = keys[keyOf(event)];
    if (!act || event.repeat && !["j", "k"].includes(keyOf(event))) return;
    event.preventDefault();
    act(event);
  });

  list.addEventListener("focusin", (event) => { here = event.target.closest(".card") ?? here; });
  list.addEventListener("change", (event) => { if (event.target.matches(".select")) showTicked(); });
  bulk?.querySelector(".clear").addEventListener("click", () => {
    ticked().forEach((card) => { tick(card).checked = false; });
    showTicked();
  });
  const filters = document.querySelector(".filter-box");
  if (matchMedia("(max-width: 767px)").matches && !say.back) filters.open = false;
  const showHelp = document.getElementById("show-help");
  showHelp.hidden = say.keys !== "on";
  showHelp.addEventListener("click", () => help.showModal());
  document.querySelectorAll(".filters select").forEach((box) => {
    box.addEventListener("change", () => box.form.requestSubmit());
  });

  // ── Live ─────────────────────────────────────────────────────────────────
  const ask = async () => {
    const shown = open();
    if (document.visibilityState !== "visible" || !shown.length) return;
    const query = new URLSearchParams({ cards: shown.map(idOf).join(","), at: here ? idOf(here) : "" });
    try {
      const answer = await fetch(`${say.live}?${query}`, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) show(await answer.json(), shown);
    } catch { /* the next one may come through */ }
  };

  const show = (told, shown) => {
    for (const card of shown.filter((one) => !one.dataset.state)) {
      const decided = told.decided[idOf(card)];
      const lookers = told.looking[idOf(card)] ?? [];
      const place = card.querySelector(".looking");
      place.hidden = !lookers.length;
      place.textContent = lookers.length ? `${say.looking} ${lookers.join(", ")}` : "";
      if (decided) leave(card, decided.says);
    }
  };

  const leave = (card, text) => {
    const focused = card.contains(document.activeElement);
    settle(card, "gone", text);
    if (focused) {
      announce(text);
      go(neighbour(card, 1) ?? neighbour(card, -1));
    }
  };

  // The browser reads the page as it reads any answer, without running it: no text becomes HTML here.
  const pageOf = (address) => new Promise((read, fail) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.response ? read(request.response) : fail(new Error("no page")));
    request.onerror = fail;
    request.send();
  });

  const more = async () => {
    if (fetching) return;
    fetching = true;
    try {
      const page = await pageOf(`${location.pathname}?${say.back}`);
      const fresh = [...page.querySelectorAll("#cards .card")].filter((card) => !document.getElementById(card.id));
      list.append(...fresh.map((card) => document.importNode(card, true)));
      empty.hidden = open().length > 0;
      if (document.activeElement === empty && open().length) go(open()[0]);
    } catch { /* the page stays as it is */ }
    fetching = false;
  };

  setInterval(ask, LIVE_MS);
})();
