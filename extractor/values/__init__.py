"""Readers of single values: what a sum, a date, a place or a name that stands in a text means."""
