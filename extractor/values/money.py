"""Sums of money as news prints them."""

from typing import Literal

Qualifier = Literal["exact", "about", "up_to", "at_least", "more_than", "less_than"]
