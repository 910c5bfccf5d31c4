"""README says what is: its settings, addresses and commands are the real ones."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from config.settings import env

README = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return the text below a heading, up to the next one of any level."""
    return re.split(r"^#+ ", README.split(f" {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def names_in_first_column(text: str) -> set[str]:
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_the_settings_in_readme_are_the_settings_that_are_read() -> None:
    assert names_in_first_column(section("Settings")) == set(env.names)


def test_the_commands_in_readme_are_our_commands() -> None:
    ours = {
        name for name, app in get_commands().items() if app in ("config", "comments", "moderation")
    }

    assert names_in_first_column(section("Commands")) == ours


def test_every_api_address_is_in_readme() -> None:
    routes = {
        re.sub(r"<\w+:(\w+)>", "{}", str(pattern.pattern))
        for resolver in get_resolver().url_patterns
        for pattern in (resolver.url_patterns if isinstance(resolver, URLResolver) else [resolver])
        if isinstance(pattern, URLPattern) and str(pattern.pattern).startswith("api/v1/")
    }
    told = {re.sub(r"{\w+}", "{}", path) for path in re.findall(r"/(api/v1/[\w{}/]+)", README)}

    assert routes <= told


def test_ci_runs_the_test_command_of_readme_to_the_letter() -> None:
    (command,) = re.findall(r"^python3 -m venv .* pytest$", README, flags=re.MULTILINE)

    ci = (Path(settings.BASE_DIR) / ".ci" / "run").read_text(encoding="utf-8")
    assert command in ci.splitlines()
