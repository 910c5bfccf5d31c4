"""Readers are told everything in five languages; what is compiled is what is written."""

import re
import shutil
import subprocess
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from moderation.guidelines.rulebook import RULES

TRANSLATED = [code for code, _name in settings.LANGUAGES if code != "en"]
CATALOGS = sorted(Path(settings.BASE_DIR).glob("*/locale/*/LC_MESSAGES/django.po"))


def read(compiled: Path) -> dict[Any, str]:
    """Return the messages of a compiled catalog."""
    with compiled.open("rb") as file:
        catalog: dict[Any, str] = vars(GNUTranslations(file))["_catalog"]
    return catalog


def test_there_is_a_catalog_for_each_app_and_language() -> None:
    found = {(path.parents[3].name, path.parents[1].name) for path in CATALOGS}

    assert found == {(app, code) for app in ("comments", "moderation") for code in TRANSLATED}


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="no msgfmt: apt-get install gettext")
@pytest.mark.parametrize(
    "source", CATALOGS, ids=lambda path: f"{path.parents[3].name}-{path.parents[1].name}"
)
def test_the_compiled_catalog_is_up_to_date(source: Path, tmp_path: Path) -> None:
    made = tmp_path / "django.mo"

    subprocess.run(["msgfmt", "-c", "-o", str(made), str(source)], check=True, capture_output=True)

    assert read(made) == read(source.with_suffix(".mo")), "run: msgfmt -o django.mo django.po"


@pytest.mark.parametrize("language", TRANSLATED)
def test_guidelines_are_translated(language: str) -> None:
    with override(language):
        same = [
            rule.name for rule in RULES for text in (rule.title, rule.says) if gettext(text) == text
        ]

    assert same == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_readers_pages_say_is_translated(language: str) -> None:
    root = Path(settings.BASE_DIR)
    pages = [
        *root.glob("comments/templates/**/*.html"),
        *root.glob("moderation/templates/moderation/*.html"),
    ]
    said = {
        text
        for page in pages
        for text in re.findall(r'{% translate ["\'](.+?)["\'] ', page.read_text(encoding="utf-8"))
    }

    with override(language):
        same = {text for text in said if gettext(text) == text}

    assert len(said) > 40
    assert same == set()
