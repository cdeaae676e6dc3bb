"""`extractor schema`."""

import typer


def schema() -> None:
    """Print the JSON Schema of a grant record, so that any other system can be told to write records."""
    import json

    from extractor.model import GrantRecord

    typer.echo(json.dumps(GrantRecord.model_json_schema(), ensure_ascii=False, indent=2))
