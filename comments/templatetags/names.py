"""Readers' names inside our sentences; each keeps its own direction."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.inclusion_tag("comments/_name_in_words.html")
def in_reply_to(name: str) -> dict[str, str]:
    """Say whom a comment answers, in the word order of the language."""
    before, _name, after = _("In reply to {name}").partition("{name}")
    return {"before": before, "name": name, "after": after}
