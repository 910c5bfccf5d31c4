// On the page of comments: tells the page that frames it how high it is, and nobody else.

const hosts = (document.body.dataset.hosts ?? "").split(" ");

/** Give the origin of the page around this one, if it is one of the site's. */
function parentOrigin() {
  const named = location.ancestorOrigins?.[0] ?? document.referrer;
  const page = URL.canParse(named) ? new URL(named) : null;
  return page && hosts.includes(page.hostname) ? page.origin : null;
}

const around = window.parent === window ? null : parentOrigin();
if (around) {
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ type: "comments:height", height }, around);
  }).observe(document.documentElement);
}
