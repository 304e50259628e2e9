"""`python -m tenmatsu`."""

from tenmatsu.cli.main import run

run()
