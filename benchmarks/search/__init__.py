"""Search: recall, false answers and time, beside plain full text and plain fuzzy matching."""
