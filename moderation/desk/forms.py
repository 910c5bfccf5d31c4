"""What a moderator sends: a decision about a comment as it was seen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.decisions import APPROVED, REJECTED
from moderation.explanations import guideline_in_words
from moderation.guidelines.policy import GUIDELINES

NOTE_MAX = 1000


def guideline_choices() -> list[tuple[str, str]]:
    """Return the guidelines by code and title, in the order of the keys 1 to 6."""
    return [(code, guideline_in_words(code)["title"]) for code in GUIDELINES]


class DecisionForm(forms.Form):
    """One decision. `version` is the comment's as its decider saw it."""

    now = forms.ChoiceField(choices=[(APPROVED, APPROVED.label), (REJECTED, REJECTED.label)])
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
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
        if data.get("now") == APPROVED:
            data["guidelines"] = []
        elif data.get("now") == REJECTED and not data.get("guidelines"):
            self.add_error("guidelines", _("Choose at least one guideline."))
        return data
