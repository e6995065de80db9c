"""Seeds → one read-only SQLite file → one object in memory."""

from knowledge.edition.edition import Edition, Held, Paragraph, Source
from knowledge.edition.store import EditionError, build_edition, current_edition, open_edition, stamp

__all__ = [
    "Edition",
    "EditionError",
    "Held",
    "Paragraph",
    "Source",
    "build_edition",
    "current_edition",
    "open_edition",
    "stamp",
]
