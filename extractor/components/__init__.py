"""The components of the pipeline, each of which finds one kind of mention in a paragraph."""
