"""Settings that all tests share."""

from hypothesis import settings

settings.register_profile("tenmatsu", deadline=None)
"""No test is timed: a machine under load is slow, not wrong."""
settings.load_profile("tenmatsu")
