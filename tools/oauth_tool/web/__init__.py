"""Everything that speaks HTTP: the client's pages, the platform's endpoints, and their guard."""
