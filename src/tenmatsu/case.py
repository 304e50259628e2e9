"""The story of a case, top to bottom."""
