"""What the desk's templates ask of Python: findings in words. A reader's words are never safe."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from moderation.evidence import Passage
from moderation.explanations import guideline_in_words

LANGUAGES = dict(settings.LANGUAGES)

register = template.Library()


@register.filter
def strength(passage: Passage) -> str:
    """Return the class of a marked passage: its first guideline, and how sure the rules are."""
    sure = any(finding.certain for finding in passage.findings)
    return f"{passage.findings[0].guideline} {'certain' if sure else 'doubtful'}"


@register.filter
def says(passage: Passage) -> str:
    """Return what the rules say of a passage: guideline, rule, and how sure they are."""
    return "; ".join(
        _("%(guideline)s, %(rule)s, %(sure)s")
        % {
            "guideline": guideline_in_words(finding.guideline)["title"],
            "rule": finding.rule,
            "sure": _("certain") if finding.certain else _("doubtful"),
        }
        for finding in passage.findings
    )


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the moderator's language; an unknown one by its code."""
    return str(LANGUAGES.get(code, code))


@register.filter
def outcome(code: str) -> str:
    """Return what a policy makes of a comment, in words."""
    words = {"approve": _("passes"), "hold": _("held"), "reject": _("rejected")}
    return words[code]
