"""Dates as news prints them."""

from typing import Literal

Precision = Literal["day", "month", "quarter", "year"]
