/* The dry run with its progress. Without this script the form answers with a whole page. */
"use strict";

(() => {
  const form = document.getElementById("trial");
  if (!form) return;
  const place = document.getElementById("progress");
  const bar = place.querySelector("progress");
  const status = place.querySelector("span");
  const failed = document.getElementById("trial-failed");
  const list = document.getElementById("changed");
  const summary = document.getElementById("summary");

  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  // A reader's words come as text and stay text.
  const showRow = (row) => {
    const item = copy("tried");
    item.querySelectorAll("[data-part]").forEach((part) => { part.textContent = row[part.dataset.part]; });
    item.querySelector("a").setAttribute("href", row.address);
    list.append(item);
  };

  const showSummary = ({ sentence, agreement }) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = sentence;
    summary.replaceChildren(paragraph);
    if (!agreement.length) return;
    const table = copy("agreement");
    const body = table.querySelector("tbody");
    for (const [rule, ...counts] of agreement) {
      const line = body.insertRow();
      const head = document.createElement("th");
      const code = document.createElement("code");
      head.scope = "row";
      code.textContent = rule;
      head.append(code);
      line.append(head);
      counts.forEach((count) => { line.insertCell().textContent = count; });
    }
    summary.append(table);
  };

  const show = (told) => {
    if (told.row) showRow(told.row);
    if (told.of !== undefined) {
      bar.max = Math.max(told.of, 1);
      bar.value = told.done;
      status.textContent = told.progress;
    }
    if (told.summary) showSummary(told.summary);
    return Boolean(told.summary);
  };

  const read = async (stream) => {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "", finished = false;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return finished;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      lines.forEach((line) => { finished = show(JSON.parse(line)) || finished; });
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    failed.hidden = true;
    place.hidden = false;
    list.replaceChildren();
    summary.replaceChildren();
    let finished = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/x-ndjson" } });
      finished = answer.ok && await read(answer.body);
    } catch { /* told below */ }
    failed.hidden = finished;
    button.disabled = false;
  });
})();
