"""The dashboard on the admin's front page: figures of a site and a time, as pictures and tables."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from comments.models import Site
from comments.numerals import numerals
from moderation.desk import charts, figures
from moderation.desk.forms import guideline_choices
from moderation.desk.roles import SEE, may, moderator_of, sites_where

RANGES = (7, 30, 90, 365)
KINDS = {
    "rule approved": gettext_lazy("approved by rules"),
    "rule rejected": gettext_lazy("rejected by rules"),
    "person approved": gettext_lazy("approved by people"),
    "person rejected": gettext_lazy("rejected by people"),
}


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """Return what the front page shows to a moderator; nothing to whoever is none."""
    user = moderator_of(request)
    if not may(user, SEE):
        return {}
    reach = list(Site.objects.filter(pk__in=sites_where(user, SEE)).order_by("name"))
    asked, back = request.GET.get("site", ""), request.GET.get("days", "")
    sites = [site for site in reach if str(site.pk) == asked] or reach
    length = int(back) if back in map(str, RANGES) else 30
    since = _midnight(length)
    decisions = figures.decisions_between(sites, since)
    days, practice = figures.days(decisions, since), figures.practice(decisions)
    return {
        "desk_sites": reach,
        "desk_site": sites[0].pk if len(sites) == 1 and len(reach) > 1 else None,
        "ranges": RANGES,
        "range": length,
        "waiting": figures.waiting(sites),
        "kinds": list(KINDS.items()),
        "days": [(day, [day.numbers[kind] for kind in KINDS]) for day in days],
        "days_chart": _days_chart(days),
        **_guidelines(decisions),
        **_precisions(practice),
        **_waits(practice),
        "sample": figures.SAMPLE,
    }


def _midnight(length: int) -> datetime:
    now = timezone.localtime()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=length - 1)


def _days_chart(days: list[figures.Day]) -> charts.Columns:
    named = [
        (
            str(day.day),
            [
                (
                    kind,
                    numerals(f"{date_format(day.day)}: {words}: {day.numbers[kind]}"),
                    day.numbers[kind],
                )
                for kind, words in KINDS.items()
            ],
        )
        for day in days
    ]
    return charts.columns(named, mirrored=get_language_bidi())


def _guidelines(decisions: Any) -> dict[str, Any]:
    counted = figures.by_guideline(decisions)
    table = [(title, counted[code]) for code, title in guideline_choices()]
    most = max((number for _title, number in table), default=0) or 1
    rows = [
        charts.row(
            title,
            numerals(number),
            f"{title}: {numerals(number)}",
            (0.0, number / most, number / most),
            mirrored=get_language_bidi(),
        )
        for title, number in table
    ]
    return {"guidelines": table, "guidelines_chart": rows}


def _precisions(practice: figures.Practice) -> dict[str, Any]:
    rows = []
    for one in practice.precisions:
        low, high = one.interval
        says = _("%(share)s (%(low)s to %(high)s), %(upheld)s of %(of)s upheld") % {
            "share": _percent(one.share),
            "low": _percent(low),
            "high": _percent(high),
            "upheld": numerals(one.upheld),
            "of": numerals(one.of),
        }
        shares = (low, one.share, high)
        mirrored = get_language_bidi()
        rows.append(charts.row(one.rule, _percent(one.share), says, shares, mirrored=mirrored))
    return {"precisions_chart": rows}


def _waits(practice: figures.Practice) -> dict[str, Any]:
    table = [(day, _hours(hours)) for day, hours in practice.waits]
    points = [
        (numerals(f"{date_format(day)}: {_hours(hours)}"), hours) for day, hours in practice.waits
    ]
    chart = charts.line(points, mirrored=get_language_bidi())
    usual = practice.usual_hours
    return {
        "waits": table,
        "waits_chart": chart,
        "waits_top": _hours(chart.top),
        "usual": None if usual is None else _hours(usual),
    }


def _percent(share: float) -> str:
    return f"{numerals(number_format(share * 100, 0))} %"


def _hours(hours: float) -> str:
    if hours < 1:
        return _("%(minutes)s minutes") % {"minutes": numerals(number_format(hours * 60, 1))}
    return _("%(hours)s hours") % {"hours": numerals(number_format(hours, 1))}
