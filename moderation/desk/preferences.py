"""How a moderator wants the desk: its language, blurred texts, single keys."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.desk.roles import SEE, require
from moderation.models import Preferences

if TYPE_CHECKING:
    PreferencesFormBase = forms.ModelForm[Preferences]
else:
    PreferencesFormBase = forms.ModelForm

YEAR_SECONDS = 365 * 24 * 60 * 60


class PreferencesForm(PreferencesFormBase):
    """What a moderator may set; the language is kept in a cookie of the browser."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Preferences
        fields = ["blur", "keys"]


def preferences_page(request: HttpRequest) -> HttpResponse:
    """Show and keep a moderator's own preferences."""
    user = require(request, SEE)
    kept = Preferences.objects.filter(user=user).first() or Preferences(user=user)
    initial = {"language": translation.get_language()}
    form = PreferencesForm(request.POST or None, instance=kept, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        language = form.cleaned_data["language"]
        answer = redirect(reverse("admin:moderation_heldcomment_changelist"))
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR_SECONDS,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        with translation.override(language):
            messages.success(request, _("Your preferences are kept."))
        return answer
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Preferences"),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "moderation/desk/preferences.html", context, status=status)
