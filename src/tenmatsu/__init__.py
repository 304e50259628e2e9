"""tenmatsu: from leaked evidence to everyone who must be told."""

__version__ = "0.1.0"
