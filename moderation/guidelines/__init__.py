"""The community guidelines as plain Python: no Django, no database, no clock, no network."""
