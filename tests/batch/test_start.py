"""A worker is ready soon: it imports what reading an article needs, and nothing of what surrounds that."""

import subprocess
import sys

# What reads files, keeps records, exports them or talks to a cluster; each takes a worker a tenth of a second or more.
SURROUNDING = [
    "sqlalchemy",
    "trafilatura",
    "lxml",
    "dateparser",
    "pycountry",
    "babel",
    "scipy",
    "pyarrow",
    "ray",
    "fsspec",
]
WORKER = "from extractor.batch import local; from extractor.settings import Settings; local.ready(Settings())"


def imported(code: str) -> set[str]:
    told = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    return set(result.stdout.split())


def test_a_worker_imports_only_what_it_reads_with():
    loaded = imported(WORKER)
    assert {"spacy", "extractor"} <= loaded
    assert not loaded & set(SURROUNDING)


def test_a_run_imports_no_model_before_its_workers_do():
    loaded = imported("import extractor.batch.runner, extractor.reading, extractor.storage.sql")
    assert "extractor" in loaded
    assert not loaded & {"spacy", "thinc", "numpy", "scipy", "ray"}


def test_importing_the_package_loads_nothing():
    assert not imported("import extractor") & {"spacy", "pydantic", "numpy", *SURROUNDING}
