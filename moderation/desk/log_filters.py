"""Which decisions a moderator wants to see: kept in the address, for the page and the export."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Site
from moderation.desk.forms import guideline_choices
from moderation.desk.roles import SEE_LOG, sites_where
from moderation.models import Decision, Membership

YEARS = (2000, 2100)


class DayField(forms.DateField):
    """A day that every database and time zone can hold."""

    def clean(self, value: Any) -> date | None:
        """Return the day. Raises ValidationError."""
        day: date | None = super().clean(value)
        if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
            raise ValidationError(_("Give a day of this century."), "invalid")
        return day


class LogForm(forms.Form):
    """The filters of the log. Days are those of the desk's time zone, both ends included."""

    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=_("All")
    )
    actor = forms.ChoiceField(
        label=_("Decided by"),
        choices=[("", _("All")), *Decision.Actor.choices],
        required=False,
    )
    moderator = forms.ModelChoiceField(
        label=_("Moderator"), queryset=User.objects.none(), required=False, empty_label=_("All")
    )
    now = forms.ChoiceField(
        label=_("Decision"), choices=[("", _("All")), *Comment.Status.choices], required=False
    )
    guideline = forms.ChoiceField(label=_("Guideline"), required=False)
    since = DayField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = DayField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        sites = Site.objects.filter(pk__in=sites_where(user, SEE_LOG)).order_by("name")
        self._choose("site", sites)
        works = Membership.objects.filter(user=OuterRef("pk"), site__in=sites.order_by())
        decided = Decision.objects.filter(moderator=OuterRef("pk"), site__in=sites.order_by())
        people = User.objects.filter(Exists(works) | Exists(decided))
        self._choose("moderator", people.order_by("username"))
        guideline = self.fields["guideline"]
        assert isinstance(guideline, forms.ChoiceField)  # noqa: S101 - declared above
        guideline.choices = [("", _("All")), *guideline_choices()]

    def _choose(self, name: str, among: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = among


@dataclass(frozen=True)
class LogPage:
    """Decisions of a moderator's sites, filtered; the newest first."""

    form: LogForm
    decisions: QuerySet[Decision]
    query: str


def filtered_log(user: User, params: Any) -> LogPage:
    """Return the decisions asked for; a filter that is not understood finds none."""
    form = LogForm(params, user=user)
    decisions = Decision.objects.filter(site__in=sites_where(user, SEE_LOG))
    decisions = _filter(decisions, form.cleaned_data) if form.is_valid() else decisions.none()
    kept = params.copy()
    kept.pop("page", None)
    everything = decisions.select_related("moderator", "policy", "site", "comment__article")
    return LogPage(form, everything.order_by("-decided_at", "-pk"), kept.urlencode())


def _filter(decisions: QuerySet[Decision], asked: dict[str, Any]) -> QuerySet[Decision]:
    for name in ("site", "actor", "moderator", "now"):
        if asked[name]:
            decisions = decisions.filter(**{name: asked[name]})
    if asked["guideline"]:  # as text: SQLite cannot look into JSON lists
        decisions = decisions.annotate(named=Cast("guidelines", TextField()))
        decisions = decisions.filter(named__contains=f'"{asked["guideline"]}"')
    if asked["since"]:
        decisions = decisions.filter(decided_at__gte=_midnight(asked["since"]))
    if asked["until"]:
        decisions = decisions.filter(decided_at__lt=_midnight(asked["until"]) + timedelta(days=1))
    return decisions


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
