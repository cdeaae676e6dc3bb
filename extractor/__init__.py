"""Reads news articles about foreign aid and writes grant records, each value pointing at the words it was read from."""
