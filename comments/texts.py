"""What a reader's text may consist of. A text is taken or refused whole, never changed."""

import hashlib
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Unicode property Bidi_Control (PropList.txt, Unicode 16): they can turn the rest of a line around.
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# Letters and symbols by category that show nothing: Hangul fillers and the empty Braille pattern.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})
LINE_CONTROLS = frozenset("\t\n\r")


def check_body(text: str) -> None:
    """Raise ValidationError unless the text may be a comment; line breaks and tabs may."""
    _check_encodable(text)
    if any(_is_control(letter) and letter not in LINE_CONTROLS for letter in text):
        raise ValidationError(_("Remove the control characters."), code="control_characters")
    _check_visible(text)


def check_name(text: str) -> None:
    """Raise ValidationError unless the text may be a name: one line, without turning signs."""
    _check_encodable(text)
    if any(_is_control(letter) or letter in "\u2028\u2029" for letter in text):
        raise ValidationError(
            _("Remove line breaks and control characters."), code="control_characters"
        )
    if not BIDI_CONTROLS.isdisjoint(text):
        raise ValidationError(
            _("Remove the invisible signs that change the direction of text."), code="bidi_controls"
        )
    _check_visible(text)


def fingerprint(author_name: str, body: str) -> str:
    """Return the SHA-256, in hex, of name and comment as sent; NUL parts them and is in neither."""
    return hashlib.sha256(f"{author_name}\0{body}".encode()).hexdigest()


def _check_encodable(text: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValidationError(_("Remove the broken characters."), code="broken_characters")


def _is_control(letter: str) -> bool:
    return letter < " " or "\x7f" <= letter <= "\x9f"


def _check_visible(text: str) -> None:
    shows = (
        unicodedata.category(letter) not in INVISIBLE_CATEGORIES and letter not in BLANKS
        for letter in text
    )
    if not any(shows):
        raise ValidationError(_("Write something that can be seen."), code="blank")
