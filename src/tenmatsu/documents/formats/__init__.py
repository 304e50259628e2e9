"""The formats in which lists are written: one file each, with a constant `FORMAT`."""
