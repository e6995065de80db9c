"""Dossier: what our documents say, who says it, and as of when."""
