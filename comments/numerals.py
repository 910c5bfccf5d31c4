"""Numbers in the digits of the reader's language; Django translates words and leaves digits Latin.

Never for what somebody wrote, for identifiers and for addresses: those stay as they are.
"""

from django.utils.translation import get_language

# The languages of ours whose digits are not Latin, as CLDR 48 has them (`ar` alone is Latin there).
SYSTEMS = {"ckb": "arab"}
DIGITS = {"arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")}
LATIN = "latn"


def numbering_system() -> str:
    """Return the active language's digits by their Unicode name, as `Intl` takes it."""
    return SYSTEMS.get(get_language() or "", LATIN)


def numerals(value: object) -> str:
    """Return a number, or a text with numbers in it, in the digits of the active language."""
    return str(value).translate(DIGITS.get(numbering_system(), {}))
