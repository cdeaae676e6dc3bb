"""What can go wrong, as a person is told of it: each message names the place and the cure."""


class ExtractorError(Exception):
    """Base of all errors that this package raises on purpose; the command line prints it without a traceback."""


class SettingsError(ExtractorError):
    """A setting has a value that it can't have."""


class LexiconError(ExtractorError):
    """A table is missing or one of its rows is malformed; the message gives file and line."""


class InputError(ExtractorError):
    """An input can't be read, or what was read is not an article or a record."""


class StoreError(ExtractorError):
    """A database or output file can't be opened or written."""
