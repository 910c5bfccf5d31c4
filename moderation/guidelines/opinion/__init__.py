"""A second opinion where no listed word decides: a small linear model, doubtful at most.

Never certain, English only, and silent where a rule has spoken; a policy may switch it off. How it
was made and what it can and cannot do stands in `card.md` beside this file.
"""
