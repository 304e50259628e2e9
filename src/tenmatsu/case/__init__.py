"""The story of a case: its verbs are those of the command line."""

from tenmatsu.case.story import brief_of, investigate

__all__ = ["brief_of", "investigate"]
