"""`python -m tests.benchmarks.reading`: a reader with a slow phone opens an article; so with Isso.

One Chromium, cold for every view, in turn: the same page, the same 50 comments in the first view,
the same place reserved for them. Printed are medians: milliseconds until all comments stand there,
requests and bytes of the comment service, layout shift. The phone is Lighthouse's: 150 ms, 1.6 and
0.75 Mbit/s, a CPU four times slower (its `mobileSlow4G` and `cpuSlowdownMultiplier`, 2026-11-26).
"""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("LOG_LEVEL", "WARNING")
import django

django.setup()
from tests.benchmarks import references  # noqa: E402
from tests.benchmarks.filling import sentences  # noqa: E402
from tests.browser.conftest import CHROMIUM, QUIET  # noqa: E402
from tests.browser.newspaper import Newspaper, run_newspaper, wait_until  # noqa: E402
from tests.stack import run_stack  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
COMMENTS = 50
LATENCY_MS, DOWN_KBIT, UP_KBIT, SLOWER = 150, 1638.4, 750, 4
ANY = "default-src * 'unsafe-inline' data:"  # Isso sets styles of its own
PLACE = "<style>site-comments, #isso-thread { display: block; min-block-size: 60rem }</style>"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge reopens</title>'
    '<meta name="viewport" content="width=device-width">{place}{head}</head>'
    "<body><main><h1>Bridge reopens</h1><p>Cars crossed it on Monday.</p>{body}</main></body>"
)
OURS = "document.querySelector('site-comments')?.shadowRoot?.querySelectorAll('[part=comment]')"
ISSO = "document.querySelectorAll('.isso-comment')"
WATCH = """
window.shift = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; })
  .observe({type: "layout-shift", buffered: true});
(function look() {
  if ((SHOWN)?.length >= NUMBER) window.listed = performance.now();
  else requestAnimationFrame(look);
})();
"""


@dataclass
class View:
    """One view of the page: when its list stood there, and what the comment service cost."""

    listed_ms: float = 0
    shift: float = 0
    sizes: dict[str, int] = field(default_factory=dict)  # bytes on the line, by request


@dataclass(frozen=True)
class Section:
    """A comment section on a page: its service, and the expression that finds its comments."""

    page: str
    service: str
    shown: str


def main() -> None:
    """Measure in turn and print."""
    views: dict[str, list[View]] = {"ours": [], "Isso": []}
    with sections() as both, chromium() as browser:
        for section in both.values():
            look(browser, section)  # warm servers; the browser starts cold each time
        for _round in range(ROUNDS):
            for name, section in both.items():
                views[name].append(look(browser, section))
    times = {name: median(view.listed_ms for view in seen) for name, seen in views.items()}
    for name, seen in views.items():
        say(
            f"{name:5} {times[name]:7.0f} ms to {COMMENTS} comments "
            f"({min(v.listed_ms for v in seen):.0f} to {max(v.listed_ms for v in seen):.0f}), "
            f"{len(seen[0].sizes)} requests, {sum(seen[0].sizes.values()):,} bytes, "
            f"layout shift {max(v.shift for v in seen):.3f}"
        )
    say(f"ours / Isso: {times['ours'] / times['Isso']:.2f}")


def look(browser: Any, section: Section) -> View:
    """Open the page as a reader who never saw it, with a slow phone."""
    view, addresses = View(), {}
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": DOWN_KBIT * 1000 / 8,
            "uploadThroughput": UP_KBIT * 1000 / 8,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    line.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]}))

    def finished(event: dict[str, Any]) -> None:
        if addresses[event["requestId"]]["url"].startswith(section.service):
            view.sizes[event["requestId"]] = int(event["encodedDataLength"])

    line.on("Network.loadingFinished", finished)
    page.add_init_script(WATCH.replace("SHOWN", section.shown).replace("NUMBER", str(COMMENTS)))
    page.goto(section.page, wait_until="commit")
    wait_until(page, "window.listed")
    page.wait_for_timeout(1000)
    view.listed_ms, view.shift = page.evaluate("[listed, shift]")
    context.close()
    return view


@contextmanager
def sections() -> Iterator[dict[str, Section]]:
    """Run both services and a newspaper of another origin whose pages show them."""
    chance = random.Random(6)
    bodies = [sentences(chance) for _ in range(COMMENTS)]
    with ExitStack() as open_now:
        folder = Path(open_now.enter_context(tempfile.TemporaryDirectory(prefix="reading-")))
        stack = open_now.enter_context(run_stack(folder))
        paper = open_now.enter_context(run_newspaper(stack.url, ANY))
        isso = open_now.enter_context(
            references.isso({"/isso": COMMENTS}, bodies, pages=f"{paper.url}/")
        )
        publish(paper, stack.url, isso.url)
        article = paper.article("/ours")
        for body in bodies:
            fields = {"article": article, "author_name": "Rui", "body": body}
            stack.ask("/api/v1/comments", fields)
        approve = (
            "from comments.models import Article, Comment; from django.db.models import F\n"
            "Comment.objects.update(status='approved')\n"
            f"Article.objects.update(approved_count={COMMENTS}, version=F('version') + 1)"
        )
        assert stack.manage("shell", "--command", approve).returncode == 0
        yield {
            "ours": Section(article, stack.url, OURS),
            "Isso": Section(paper.article("/isso"), isso.url, ISSO),
        }


def publish(paper: Newspaper, ours: str, isso: str) -> None:
    """Put both articles on the newspaper's site, each with the lines that its service documents."""
    modules = f'<script type="module" async src="{ours}/embed/v1.js"></script>'
    script = f'<script data-isso="{isso}/" src="{isso}/js/embed.min.js"></script>'
    for path, head, body in (
        ("/ours", modules, paper.element(paper.article("/ours"))),
        ("/isso", script, '<section id="isso-thread"></section>'),
    ):
        html = PAGE.format(place=PLACE, head=head, body=body)
        paper.pages[path] = (html, "text/html; charset=utf-8")


@contextmanager
def chromium() -> Iterator[Any]:
    """Run the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
