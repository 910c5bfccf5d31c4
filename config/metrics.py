"""Numbers for Prometheus. What the rows can tell is asked of them; the rest is counted in files.

Every process counts in a file of its own in METRICS_DIR, and whoever is asked adds them up; so any
number of web and worker processes on a machine give one truth.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.addresses import client_address
from comments.models import Comment
from config.totals import Totals
from moderation.models import Decision, Review

settings.METRICS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(settings.METRICS_DIR)  # read when imported

from celery.signals import task_success  # noqa: E402
from prometheus_client import (  # noqa: E402
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric  # noqa: E402
from prometheus_client.metrics_core import CounterMetricFamily, SummaryMetricFamily  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

posts = Counter("comments_posts", "Comments sent, by way and answer.", ["way", "status"])
finds = Counter("comments_sweeper_finds", "Comments that the sweeper reviewed.")


@task_success.connect(weak=False)
def count_finds(sender: Any = None, result: Any = None, **kwargs: Any) -> None:
    """Count what a sweep found; a receiver of Celery's `task_success`."""
    if getattr(sender, "name", "") == "moderation.tasks.sweep" and isinstance(result, int):
        finds.inc(result)


decisions = Totals(Decision, "now", "actor", count=Count("pk"))
reviews = Totals(Review, count=Count("pk"), took_ms=Sum("took_ms"))


class Rows:
    """The numbers that the database knows."""

    def collect(self) -> Iterator[Metric]:
        """Yield them, as of now."""
        waiting = GaugeMetricFamily("comments_waiting", "Pending comments.", labels=["for"])
        oldest = GaugeMetricFamily(
            "comments_oldest_seconds", "Age of the oldest pending comment.", labels=["for"]
        )
        for whom, found in (
            ("rules", Comment.objects.unreviewed()),
            ("person", Comment.objects.held()),
        ):
            told = found.order_by().aggregate(count=Count("pk"), oldest=Min("submitted_at"))
            waiting.add_metric([whom], told["count"])
            oldest.add_metric([whom], _age_seconds(told["oldest"]))
        yield waiting
        yield oldest
        taken = CounterMetricFamily(
            "comments_decisions", "Decisions taken.", labels=["outcome", "actor"]
        )
        for (outcome, actor), sums in decisions.ask().items():
            taken.add_metric([outcome, actor], sums["count"])
        yield taken
        reviewed = reviews.ask().get((), {"count": 0, "took_ms": 0})
        yield SummaryMetricFamily(
            "comments_review_seconds",
            "How long the rules took over comments.",
            count_value=reviewed["count"],
            sum_value=reviewed["took_ms"] / 1000,
        )


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever asks from METRICS_FROM; to others this address does not exist."""
    address = client_address(request)
    if address is None or not any(address in network for network in settings.METRICS_FROM):
        raise Http404
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Rows())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _age_seconds(since: datetime | None) -> float:
    return max((timezone.now() - since).total_seconds(), 0) if since else 0
