"""A policy as a form: consequences by guideline, the newsroom's own phrases, allowed domains."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from comments.models import Site
from comments.numerals import numerals
from moderation.explanations import guideline_in_words
from moderation.guidelines.policy import GUIDELINES, HEADS, Policy, PolicyError

CONSEQUENCES = [
    ("reject", _("reject")),
    ("hold", _("hold for a person")),
    ("note", _("let pass, keep the finding")),
]
LAST = (200, 1_000, 10_000)


class PolicyForm(forms.Form):
    """The whole of a policy. `seen` is the state of the draft that the page shows."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    allowed_domains = forms.CharField(
        label=_("Domains that may be linked to, one a line"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        required=False,
        max_length=20_000,
    )
    second_opinion = forms.BooleanField(
        label=_("Ask the classifier, whose doubts hold a comment for a person"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in GUIDELINES:
            for strength in ("certain", "doubtful"):
                self.fields[f"{code}_{strength}"] = forms.ChoiceField(choices=CONSEQUENCES)
            self.fields[f"{code}_phrases"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
                required=False,
                max_length=20_000,
            )

        for head in HEADS:
            self.fields[f"threshold_{head}"] = forms.FloatField(
                label=_("Threshold of the classifier: %(head)s") % {"head": head}, required=False
            )

    @property
    def thresholds(self) -> list[forms.BoundField]:
        """Return the classifier's thresholds; an empty one is the classifier's own."""
        return [self[f"threshold_{head}"] for head in HEADS]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each guideline, in the order in which readers see them."""
        parts = ("certain", "doubtful", "phrases")
        return [
            {"title": guideline_in_words(code)["title"]} | {p: self[f"{code}_{p}"] for p in parts}
            for code in GUIDELINES
        ]

    def clean(self) -> dict[str, Any]:
        """Build the policy; what it does not understand is an error of the form."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                data["policy"] = Policy.from_data(_as_data(data))
            except PolicyError as wrong:
                self.add_error(None, str(wrong))
        return data


class ActivationForm(forms.Form):
    """Puts the draft in force, with the reason that the record keeps."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    note = forms.CharField(label=_("Why (for the record)"), max_length=500)


class ModeForm(forms.Form):
    """Who decides at a site."""

    mode = forms.ChoiceField(label=_("Who decides"), choices=Site.Mode.choices)


def last_choices() -> list[tuple[int, str]]:
    """Return how far back a dry run may look, each number as the language writes it."""
    return [(last, numerals(number_format(last, force_grouping=True))) for last in LAST]


class TrialForm(forms.Form):
    """How far back a dry run looks."""

    last = forms.TypedChoiceField(
        label=_("Last decided comments"), choices=last_choices, coerce=int
    )


def initial_of(policy: Policy) -> dict[str, Any]:
    """Return a policy as the form shows it."""
    shown: dict[str, Any] = {
        "allowed_domains": "\n".join(policy.allowed_domains),
        "second_opinion": policy.second_opinion,
    }
    shown |= {f"threshold_{head}": number for head, number in policy.thresholds.items()}
    for code in GUIDELINES:
        shown[f"{code}_certain"] = policy.consequences[code].certain
        shown[f"{code}_doubtful"] = policy.consequences[code].doubtful
        shown[f"{code}_phrases"] = "\n".join(policy.extra_phrases.get(code, ()))
    return shown


def _as_data(form: dict[str, Any]) -> dict[str, Any]:
    thresholds = {head: form[f"threshold_{head}"] for head in HEADS}
    phrases = {code: _lines(form[f"{code}_phrases"]) for code in GUIDELINES}
    return {
        "consequences": {
            code: {"certain": form[f"{code}_certain"], "doubtful": form[f"{code}_doubtful"]}
            for code in GUIDELINES
        },
        "extra_phrases": {code: lines for code, lines in phrases.items() if lines},
        "allowed_domains": [domain.lower() for domain in _lines(form["allowed_domains"])],
        "second_opinion": form["second_opinion"],
        "thresholds": {head: n for head, n in thresholds.items() if n is not None},
    }


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
