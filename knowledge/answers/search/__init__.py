"""Free text over the claims."""

from knowledge.answers.search.searcher import Search, Searcher

__all__ = ["Search", "Searcher"]
