"""The spaCy pipeline: the model, then our components, in the order in which they need one another."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

import spacy
from spacy.language import Language
from spacy.util import is_package

from extractor.entities import at_once
from extractor.errors import SettingsError
from extractor.matmul import steady
from extractor.settings import SMALL, SMALL_REPACKED, SMALL_VERSION, Settings
from extractor.word_rules import looked_up

COMPONENTS = (
    "aid_places",
    "aid_organisations",
    "aid_people",
    "aid_money",
    "aid_dates",
    "aid_projects",
    "aid_equipment",
)


def build(settings: Settings | None = None) -> Language:
    """Load the model and add our components. Raises SettingsError if the model can't be found."""
    settings = settings or Settings()
    nlp = load_model(settings.model)
    for module in COMPONENTS:  # importing one registers its factory
        import_module(f"extractor.components.{module.removeprefix('aid_')}")
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"lexicon": [str(folder) for folder in settings.lexicon]})
    return nlp


def load_model(name: str) -> Language:
    """Load a spaCy pipeline by name or folder; the small English one under either of its names."""
    if name == SMALL and not _installed(SMALL, SMALL_VERSION):
        name = SMALL_REPACKED
    try:
        return looked_up(at_once(steady(spacy.load(name))))
    except OSError as error:
        raise SettingsError(
            f"the spaCy pipeline {name!r} is not installed; `pip install grant-extractor` brings {SMALL}, "
            "and any other is named with the setting `model`"
        ) from error


def _installed(name: str, wanted: str) -> bool:
    if not is_package(name):
        return False
    try:
        return version(name) == wanted
    except PackageNotFoundError:
        return False
