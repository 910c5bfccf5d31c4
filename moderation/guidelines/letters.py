"""The letters of our trade: which stand for which, and which mean nothing at all.

Sources: Unicode NFKC; the part of Unicode Technical Standard 39 (confusables) that fools a reader
of Latin text, retyped; leetspeak as met in labelled comments; Arabic and Kurdish spelling habits.
"""

import unicodedata

# Diacritics that tell words apart in Turkish and Kurmanji; every other Latin one is dropped.
KEPT = frozenset("çğışöüêîû")
PLAIN = str.maketrans("çğışöüêîûڕڵۆێڤ", "cgisoueiuرلوی" + "ف")

# One spelling for the letters that Arabic and Kurdish keyboards mix up.
ARABIC = {
    **dict.fromkeys("يى", "ی"),
    **dict.fromkeys("ك", "ک"),
    **dict.fromkeys("ھەةہ", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    # letters of Urdu, Pashto and Uighur keyboards, which neither Arabic nor Kurdish writes
    **dict.fromkeys("ےۍې", "ی"),
    **dict.fromkeys("ڪګڭݣ", "ک"),
    **dict.fromkeys("ۃۀ", "ه"),
    **dict.fromkeys("ٲٳ", "ا"),
    **dict.fromkeys("ۇۋۅ", "و"),
    **dict.fromkeys("ټٹ", "ت"),
    **dict.fromkeys("ډڈ", "د"),
    "ڑ": "ر",
    "ں": "ن",
}

# Letters of Persian and Kurdish that stand for an Arabic one in a word that is none with them.
PERSIAN = str.maketrans("پچگژڤ", "بجکزف")


def _pairs(listed: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1:] for pair in listed.split()}


# Letters of other scripts and small capitals that a reader takes for a Latin letter.
LOOKALIKES = {
    # Cyrillic
    **_pairs("аa вb сc ԁd еe ғf һh іi јj кk ӏl мm нh оo рp ԛq гr ѕs тt уy ѵv ԝw хx ьb иu яr шw"),
    **_pairs("зe дd бb лl пn фf цu ёe йu үy ұy ңh қk чh ѓr ќk ўy ґr"),
    # Greek
    **_pairs("αa βb γy δd εe ζz ηn θo ιi κk λl μu νv ξe οo πn ρp σo ςs τt υu φf χx ψy ωw"),
    # small capitals, phonetic and stroked letters
    **_pairs("ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"),
    **_pairs("ɑa ɐa ƅb ɓb ƈc ɗd ɖd ǝe əe ɛe ɜe ƒf ɡg ɠg ɦh ɥh ɨi ɩi ɫl ɭl ɯw ɱm ɲn ŋn ɔo øo ɵo"),
    **_pairs("ƥp ʠq ɾr ɹr ʂs ʃs ƭt ʈt ʇt ʉu ʊu ʋu ʌv ʍw ʎy ƴy ʐz ƶz łl đd ħh ðd þp ƙk ŧt ıi ȼc ꞓc"),
    # Armenian, Hebrew, Georgian, Canadian syllabics
    **_pairs("օo ս" + "u հh ցg ԁd զq յj ոn եe ѡw סo ᑯd ᑲb ᒍj ᒪl ᕼh ᗪd ᗩa ᗷb ᑕc ᗴe ᖴf ᘜg"),
    **_pairs("ᗰm ᑎn ᑭp ᖇr ᔕs ᑌu ᐯv ᗯw ᙭x"),
}

# Signs and digits that stand for letters inside a word; with two letters each is tried.
LEET = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b",
    "9": "g", "@": "a", "$": "s", "!": "il", "|": "li", "+": "t", "€": "e", "£": "l", "¢": "c",
    "(": "c", "<": "c", "{": "c", "¥": "y", "#": "h", "^": "a", "&": "a", "×": "x", "%": "x",
}  # fmt: skip

# The same in a word of Arabic letters: digits that look or sound like a letter.
ARABIC_LEET = {
    "0": "وه", "1": "ا", "2": "ا", "3": "ع", "4": "ع", "5": "ه", "6": "ط", "7": "ح", "8": "غ",
    "9": "قو", "@": "ا", "!": "ا", "|": "ا", "$": "س",
}  # fmt: skip

# Letters in black squares and circles, which NFKC leaves alone.
BLACK = {
    chr(first + place): chr(ord("a") + place) for first in (0x1F150, 0x1F170) for place in range(26)
}


def fold_letter(char: str) -> str:
    """Return what a character becomes before words are read: "" when it means nothing.

    Case, width and style go, and so do zero-width characters, marks and tatweel.
    """
    if char in BLACK:
        return BLACK[char]
    folded = unicodedata.normalize("NFKC", char).casefold()
    return "".join(_fold_part(part) for part in folded)


def _fold_part(part: str) -> str:
    if part in KEPT:
        return part
    category = unicodedata.category(part)
    if part == "ـ" or (category in ("Mn", "Me", "Cf", "Cc") and part not in "\n\t\r"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(part))
    if category == "Ll":
        part = unicodedata.normalize("NFD", part)[0]
    return ARABIC.get(part, part)


def compose(letter: str, mark: str) -> str:
    """Return the kept letter that a letter and a combining mark make together, or ""."""
    both = unicodedata.normalize("NFC", letter + mark)
    return both if both in KEPT else ""


def plain(word: str) -> str:
    """Return the word without the diacritics of Turkish and Kurdish."""
    return word.translate(PLAIN)
