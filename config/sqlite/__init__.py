"""Django's SQLite backend, with connections that recover: named by ENGINE in settings."""
