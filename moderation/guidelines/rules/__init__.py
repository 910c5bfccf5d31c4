"""One guideline a module: what it forbids, why, examples, and the function that finds it."""
