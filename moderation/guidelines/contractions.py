"""English contractions and chat spellings, written out so that patterns meet plain words."""

ENDINGS = {
    "n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would",
}  # fmt: skip
IS_AFTER = frozenset(
    [
        "he",
        "she",
        "it",
        "that",
        "who",
        "what",
        "there",
        "here",
        "where",
        "how",
        "this",
        "everyone",
        "somebody",
    ]
)

SPELLINGS = {
    "u": ("you",), "ur": ("your",), "r": ("are",), "ya": ("you",), "yall": ("you", "all"),
    "youre": ("you", "are"), "youve": ("you", "have"), "youll": ("you", "will"),
    "theyre": ("they", "are"), "theyll": ("they", "will"), "im": ("i", "am"), "ive": ("i", "have"),
    "dont": ("do", "not"), "doesnt": ("does", "not"), "didnt": ("did", "not"),
    "cant": ("can", "not"), "cannot": ("can", "not"), "wont": ("will", "not"),
    "isnt": ("is", "not"), "arent": ("are", "not"), "wasnt": ("was", "not"),
    "shouldnt": ("should", "not"), "wouldnt": ("would", "not"), "aint": ("is", "not"),
    "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("have", "to"),
    "imma": ("i", "will"), "ima": ("i", "will"), "lemme": ("let", "me"), "urself": ("yourself",),
    "yuo": ("you",), "yuor": ("your",), "yoru": ("your",), "ppl": ("people",),
    "plz": ("please",), "shld": ("should",), "pls": ("please",), "em": ("them",),
    "whats": ("what", "is"), "thats": ("that", "is"), "hes": ("he", "is"), "shes": ("she", "is"),
}  # fmt: skip


def written_out(word: str) -> tuple[str, ...]:
    """Return the words of a contraction with its apostrophe ("you're" → you, are), or ()."""
    for ending, stands_for in ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            irregular = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
            return (irregular.get(stem, stem) if ending == "n't" else stem, stands_for)
    if word.endswith("'s"):
        stem = word[:-2]
        if stem == "let":
            return ("let", "us")
        return (stem, "is") if stem in IS_AFTER else (stem,)
    return ()
