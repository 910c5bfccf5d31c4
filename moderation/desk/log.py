"""The log of decisions: a page to read, and a table to take away."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.desk.log_filters import filtered_log
from moderation.desk.roles import SEE_LOG, require
from moderation.desk.words import told
from moderation.models import Decision

PAGE_SIZE = 50
DEPTH_MAX = 10_000  # rows that a page reaches; the export has them all
AT_ONCE = 1000  # rows in memory

COLUMNS = (
    "site",
    "sequence",
    "decided_at",
    "comment",
    "article",
    "author_name",
    "was",
    "now",
    "actor",
    "moderator",
    "guidelines",
    "note",
    "undo",
    "policy",
    "hash",
)
# A cell that begins like this is a formula to spreadsheets (OWASP, CSV Injection), also full-width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def log_page(request: HttpRequest) -> HttpResponse:
    """Show the decisions of a moderator's sites, filtered by the address."""
    user = require(request, SEE_LOG)
    log = filtered_log(user, request.GET)
    paginator = Paginator(log.decisions[:DEPTH_MAX], PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Log of decisions"),
        "form": log.form,
        "query": log.query,
        "page": page,
        "lines": [(decision, told(decision)) for decision in page.object_list],
        "more_than": DEPTH_MAX if paginator.count >= DEPTH_MAX else 0,
        "own": user.pk,
    }
    status = 200 if log.form.is_valid() else 422
    return TemplateResponse(request, "moderation/desk/log.html", context, status=status)


def log_export(request: HttpRequest) -> StreamingHttpResponse:
    """Stream the filtered log as CSV, in UTF-8 with a mark that spreadsheets know."""
    user = require(request, SEE_LOG)
    log = filtered_log(user, request.GET)
    name = f"decisions-{timezone.now():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        _lines(log.decisions.iterator(AT_ONCE)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class _Echo:
    """A file that hands every line back."""

    def write(self, line: str) -> str:
        return line


def _lines(decisions: Iterator[Decision]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for decision in decisions:
        yield writer.writerow([harmless(str(cell)) for cell in _cells(decision)])


def _cells(decision: Decision) -> list[object]:
    comment = decision.comment
    return [
        decision.site.name,
        decision.sequence,
        decision.decided_at.isoformat(),
        comment.uuid,
        comment.article.url,
        comment.author_name,
        decision.was,
        decision.now,
        decision.actor,
        decision.moderator.get_username() if decision.moderator else "",
        " ".join(decision.guidelines),
        decision.note,
        "undo" if decision.undoes_id else "",
        decision.policy.number,
        decision.hash,
    ]


def harmless(cell: str) -> str:
    """Return the cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell
