"""A second opinion where no listed word decides: a small linear model, doubtful at most.

Never certain, and silent where a rule has spoken or a language has no head of its own; a policy
may switch it off. How it was made and what it can and cannot do stands in `card.md`.
"""
