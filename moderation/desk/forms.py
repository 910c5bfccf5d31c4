"""What a moderator sends: a decision about comments as they were seen."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.numerals import numerals
from moderation.decisions import APPROVED, REJECTED
from moderation.desk.queue import BULK_MAX
from moderation.explanations import guideline_in_words
from moderation.guidelines.policy import GUIDELINES

NOTE_MAX = 1000
SEEN = re.compile(r"([0-9]{1,18}):([0-9]{1,9})", re.ASCII)


def guideline_choices() -> list[tuple[str, str]]:
    """Return the guidelines by code and title, in the order of the keys 1 to 6."""
    return [(code, guideline_in_words(code)["title"]) for code in GUIDELINES]


class SeenInput(forms.HiddenInput):
    """One field or several of the same name: ticked cards each send their own."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return all values in one line."""
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return " ".join(values)


class SeenField(forms.CharField):
    """Comments as a page showed them: "pk:version", several with a blank between."""

    widget = SeenInput

    def clean(self, value: Any) -> dict[int, int]:
        """Return versions by primary key. Raises ValidationError."""
        pairs = [SEEN.fullmatch(word) for word in super().clean(value).split()]
        if not pairs or None in pairs:
            raise ValidationError(_("The page was not understood; load it again."), "invalid")
        seen = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
        if len(seen) > BULK_MAX:
            raise ValidationError(
                _("Decide at most %(most)s comments at once."),
                "too_many",
                {"most": numerals(BULK_MAX)},
            )
        return seen


class DecisionForm(forms.Form):
    """One decision about one comment or many; `reject` is short for a single guideline."""

    seen = SeenField()
    now = forms.ChoiceField(
        choices=[(APPROVED, APPROVED.label), (REJECTED, REJECTED.label)], required=False
    )
    reject = forms.ChoiceField(choices=guideline_choices, required=False)
    guidelines = forms.MultipleChoiceField(
        label=_("Guidelines"),
        choices=guideline_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Note for moderators"), max_length=NOTE_MAX, required=False, strip=True
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a guideline where one is needed; an approval needs none, so it names none."""
        data = super().clean() or self.cleaned_data
        if data.get("reject"):
            data["now"] = REJECTED
            data["guidelines"] = list(dict.fromkeys([data["reject"], *data.get("guidelines", [])]))
        if data.get("now") == APPROVED:
            data["guidelines"] = []
        elif data.get("now") != REJECTED:
            self.add_error("now", _("Approve or reject."))
        elif not data.get("guidelines"):
            self.add_error("guidelines", _("Choose at least one guideline."))
        return data


class UndoForm(forms.Form):
    """Decisions to take back, by primary key."""

    decisions = forms.RegexField(r"\A[0-9]{1,18}( [0-9]{1,18}){0,499}\Z", max_length=10_000)

    def clean_decisions(self) -> list[int]:
        """Return the primary keys."""
        return [int(number) for number in self.cleaned_data["decisions"].split()]
