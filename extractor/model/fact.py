"""What components find in a paragraph, before anything is concluded from it."""

from typing import NamedTuple


class Finding(NamedTuple):
    """A mention: `doc.text[start:end]`, its label, its value in the notation of gold mentions, and the rule that found it.

    `value` is "352530 USD" for MONEY, an ISO 8601 prefix for DATE, the fullest name known for ORG and PERSON, the
    ISO 3166-1 alpha-2 code for PLACE and DEMONYM, "3 x digital X-ray machine" for EQUIPMENT, the title for PROJECT.
    """

    start: int
    end: int
    label: str
    value: str
    rule: str
