"""Gold and predictions in and out of other people's annotation formats, one module a format.

Each module's docstring says what its format holds, what is lost, and how its tool counts characters.
"""
