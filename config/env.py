"""The only reader of the environment: typed; a wrong value stops the start with its mend."""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

Network: TypeAlias = IPv4Network | IPv6Network


class Env:
    """Typed reading of settings; `names` collects every name asked for, so README can be tested.

    Each method returns the default when the variable is unset or empty and raises
    ImproperlyConfigured, naming variable and mend, when its value does not fit.
    """

    def __init__(self, source: Mapping[str, str]) -> None:
        self._source = source
        self.names: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return the value as it stands."""
        self.names.append(name)
        return self._source.get(name) or default

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number between `least` and `most`, both included."""
        value = self.text(name, str(default))
        if not value.isdecimal() or not least <= int(value) <= most:
            raise wrong(name, value, f"a whole number from {least} to {most}")
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """Return a comma-separated list, without blanks."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed words."""
        value = self.text(name, default)
        if value not in allowed:
            raise wrong(name, value, f"one of {', '.join(allowed)}")
        return value

    def url(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        """Return an address with one of the schemes, without a slash at its end."""
        value = self.text(name, default)
        try:
            scheme, _port = urlsplit(value).scheme, urlsplit(value).port
        except ValueError:
            scheme = ""
        if scheme not in schemes:
            raise wrong(
                name,
                value,
                "an address that starts with " + " or ".join(f"{s}://" for s in schemes),
            )
        return value.rstrip("/")

    def networks(self, name: str, default: str = "") -> list[Network]:
        """Return a comma-separated list of IP addresses and networks."""
        values = self.words(name, default)
        try:
            return [ip_network(value, strict=False) for value in values]
        except ValueError as why:
            raise wrong(name, ",".join(values), f"IP addresses or networks ({why})") from None

    def secret(self, name: str, default_file: Path | None = None) -> str:
        """Return a secret from NAME, from the file that NAME_FILE names, or from the default file.

        Returns "" when there is none: Django then refuses to sign anything.
        """
        value = self.text(name)
        named = self.text(f"{name}_FILE")
        if value or not (named or default_file):
            return value
        path = Path(named) if named else default_file
        assert path is not None  # noqa: S101 - one of the two is there
        if not named and not path.exists():
            return ""
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as why:
            raise wrong(f"{name}_FILE", named, f"a readable file ({why.strerror})") from None


def wrong(name: str, value: str, remedy: str) -> ImproperlyConfigured:
    """Return the error for a setting: what it is, and what it must be."""
    return ImproperlyConfigured(f"The setting {name} is {value!r}; it must be {remedy}.")
