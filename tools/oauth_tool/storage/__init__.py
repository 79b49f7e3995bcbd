"""Where clients, codes and tokens live: one store over SQLite or PostgreSQL, or printed as SQL."""
