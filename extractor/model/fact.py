"""What components find in a paragraph, before anything is concluded from it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NO_DETAIL: Mapping[str, str] = MappingProxyType({})


class Finding(NamedTuple):
    """A mention: `doc.text[start:end]`, its label, its value in the notation of gold mentions, the rule that found it.

    `value` is "352530 USD" for MONEY, an ISO 8601 prefix for DATE, the fullest name known for ORG and PERSON, the
    ISO 3166-1 alpha-2 code for PLACE and DEMONYM, "3 x digital X-ray machine" for EQUIPMENT, the title for PROJECT;
    "" where the mention is certain and its value is not. `detail` holds what else the rule knows, as plain strings
    (a sum's qualifier, an organisation's country and kind), so that it survives on a serialised doc.
    """

    start: int
    end: int
    label: str
    value: str
    rule: str
    detail: Mapping[str, str] = NO_DETAIL
