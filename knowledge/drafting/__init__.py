"""From a person's copy of a document to the folder a curator fills in: paragraphs, placeholders, a worklist."""

from knowledge.drafting.draft import Draft, DraftError, draft, read_copy, write
from knowledge.drafting.layout import NOTHING, Part, lay_out
from knowledge.drafting.worklist import Finds, Worklist

__all__ = [
    "NOTHING",
    "Draft",
    "DraftError",
    "Finds",
    "Part",
    "Worklist",
    "draft",
    "lay_out",
    "read_copy",
    "write",
]
