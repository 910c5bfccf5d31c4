"""The moderators' log-in: name and password and, for whoever has a device, its number."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user, match_token
from django_otp.models import Device


class ModeratorLoginForm(AdminAuthenticationForm):
    """Asks for the number only of those who have a device, or of all where settings say so."""

    otp_token = forms.CharField(
        label=_("Number from your device, if you have one"),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the number once the password is right. Raises ValidationError."""
        data = super().clean() or self.cleaned_data
        user = self.get_user()
        if user is None:
            return data
        devices = list(devices_for_user(user))
        if not devices and not settings.SECOND_FACTOR_REQUIRED:
            return data
        # One answer for a wrong number and for none, and none at all before the password is right.
        number = self.cleaned_data.get("otp_token")
        matched: Device | None = match_token(user, number) if number else None
        if matched is None:
            raise ValidationError(
                _("Give the number that your device shows now."), code="second_factor"
            )
        setattr(user, "otp_device", matched)  # noqa: B010 - django_otp keeps it at the log-in
        return data
