"""Names: exact, then near, then ask."""
