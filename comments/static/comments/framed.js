// For pages that frame the page of comments: gives each frame the height that it asks for.
// <iframe data-comments src="…/articles?url=…" title="Comments"></iframe>
// <script async src="…/static/comments/framed.js"></script>

addEventListener("message", (event) => {
  const { type, height } = Object(event.data);
  if (type !== "comments:height" || !(height > 0 && height < 1e6)) return;
  for (const frame of document.querySelectorAll("iframe[data-comments]")) {
    const { src, contentWindow, style } = /** @type {HTMLIFrameElement} */ (frame);
    if (event.source === contentWindow && event.origin === new URL(src).origin) style.blockSize = `${height}px`;
  }
});
