"""The papers: a folder each, with the constant `TEMPLATE` and its texts."""
