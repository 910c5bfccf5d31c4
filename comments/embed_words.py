"""The phrases of the embed; the translations are those of the pages, in one catalog."""

from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import get_language_bidi, gettext, gettext_noop, ngettext

from comments.numerals import numbering_system

PHRASES = {
    "comments": gettext_noop("Comments"),
    "order": gettext_noop("Order"),
    "oldest": gettext_noop("Oldest first"),
    "newest": gettext_noop("Newest first"),
    "more": gettext_noop("More comments"),
    "none_yet": gettext_noop("No comments yet. Yours can be the first."),
    "none": gettext_noop("No comments."),
    "closed": gettext_noop(
        "This article is closed for comments. The comments that were published stay."
    ),
    "reply": gettext_noop("Reply"),
    "no_reply": gettext_noop("Not a reply"),
    "in_reply_to": gettext_noop("In reply to {name}"),
    "in_reply_to_another": gettext_noop("In reply to another comment"),
    "write": gettext_noop("Write a comment"),
    "welcome": gettext_noop(
        "Welcome: what belongs to the article, also sharp criticism, of us too."
    ),
    "refused": gettext_noop(
        "Refused: swearing, threats, personal attacks, vulgarity, abuse of people for who they "
        "are, and advertising."
    ),
    "checked": gettext_noop(
        "Every comment is checked before it appears. It is published or rejected as a whole and "
        "never edited."
    ),
    "guidelines": gettext_noop("The guidelines, with examples"),
    "name": gettext_noop("Name"),
    "comment": gettext_noop("Comment"),
    "email": gettext_noop("E-mail"),
    "required": gettext_noop("Required"),
    "optional": gettext_noop("Optional"),
    "name_help": gettext_noop("Shown beside your comment."),
    "email_help": gettext_noop("Never shown; only to tell you the decision."),
    "leave_empty": gettext_noop("Leave this empty"),
    "send": gettext_noop("Send for checking"),
    "sending": gettext_noop("Sending…"),
    "not_sent": gettext_noop("Your comment was not sent yet. What you wrote is still here."),
    "offline": gettext_noop(
        "There is no connection to the service. Send it again when you are back online; it will "
        "not appear twice."
    ),
    "broken": gettext_noop("Something broke here. Please try again in a moment."),
    "yours": gettext_noop("Your comment"),
    "received": gettext_noop("Received."),
    "waits_for_rules": gettext_noop(
        "Your comment will be checked now. Until then only you can see it."
    ),
    "waits_for_person": gettext_noop(
        "The automatic check was not sure, so a moderator will read your comment and decide. "
        "Until then only you can see it."
    ),
    "published": gettext_noop("Published."),
    "published_where": gettext_noop("Your comment stands under the article."),
    "not_published": gettext_noop("Not published."),
    "breaks": gettext_noop("Your comment breaks these guidelines:"),
    "by_rule": gettext_noop("The automatic check decided this; no person has looked at it."),
    "by_person": gettext_noop("A moderator decided this."),
    "marked": gettext_noop("Marked: the words that led to this decision."),
    "what_to_do": gettext_noop(
        "We never edit comments. You are welcome to write a new one that says it within the "
        "guidelines."
    ),
    "receipt": gettext_noop("Receipt: keep this address to see what became of your comment"),
    "hide": gettext_noop("Hide"),
}

# One number for each plural category of CLDR; a language without it gives its usual form.
CATEGORIES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def words() -> dict[str, Any]:
    """Return all phrases in the active language, plurals by CLDR category, with {count} in them."""
    return {
        "numerals": numbering_system(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        # For browsers that do not know the language; they have no months for Kurdish.
        "months": [str(MONTHS[number]) for number in range(1, 13)],
        "phrases": {key: gettext(text) for key, text in PHRASES.items()},
        "plurals": {
            "comments": _forms(lambda n: ngettext("%(count)s comment", "%(count)s comments", n)),
            "new_comments": _forms(
                lambda n: ngettext("%(count)s new comment", "%(count)s new comments", n)
            ),
            "left": _forms(
                lambda n: ngettext("%(count)s character left", "%(count)s characters left", n)
            ),
            "too_many": _forms(
                lambda n: ngettext(
                    "%(count)s character too many", "%(count)s characters too many", n
                )
            ),
        },
    }


def _forms(form: Any) -> dict[str, str]:
    forms = {name: form(n) % {"count": "{count}"} for name, n in CATEGORIES.items()}
    usual = forms["other"]
    return {name: text for name, text in forms.items() if name == "other" or text != usual}
