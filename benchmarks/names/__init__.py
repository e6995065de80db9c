"""How well names are understood, and how fast, beside what else there is."""
