"""Decisions and refusals as sentences for moderators."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment
from comments.numerals import numerals
from moderation.explanations import guideline_in_words
from moderation.models import Decision

REFUSALS = {
    "not_found": gettext_lazy("This comment is not there, or not at one of your sites."),
    "no_change": gettext_lazy("The comment has this status already."),
    "guideline_missing": gettext_lazy("Choose at least one guideline."),
    "note_missing": gettext_lazy("Say in a note why the decision is turned around."),
    "not_yours": gettext_lazy("Only senior moderators reverse the decisions of others."),
    "undo_not_yours": gettext_lazy("Undo is for your own decisions."),
    "undo_too_late": gettext_lazy("The time to undo this is over."),
}


def refused_in_words(code: str) -> str:
    """Return why a decision was refused, with its remedy."""
    return str(REFUSALS.get(code, gettext_lazy("This decision cannot be taken like this.")))


def stale_in_words() -> str:
    """Return what is said to a page that shows what never was."""
    return _("The page was out of date; load it again.")


def told(decision: Decision) -> str:
    """Return who decided what and when, in a sentence for moderators."""
    words = {
        "who": name_of(decision),
        "when": numerals(date_format(localtime(decision.decided_at), "DATETIME_FORMAT")),
        "why": ", ".join(guideline_in_words(code)["title"] for code in decision.guidelines),
    }
    if decision.now == Comment.Status.APPROVED:
        return _("%(who)s approved this comment on %(when)s.") % words
    if decision.now == Comment.Status.REJECTED:
        return _("%(who)s rejected this comment on %(when)s: %(why)s.") % words
    if decision.now == Comment.Status.ERASED:
        return _("This comment was erased at a person's request on %(when)s.") % words
    return _("%(who)s put this comment back into the queue on %(when)s.") % words


def name_of(decision: Decision) -> str:
    """Return the name of whoever decided."""
    if decision.moderator is None:
        return _("The rules")
    return decision.moderator.get_short_name() or decision.moderator.get_username()
