from extractor.batch import ledger
from extractor.model import Article
from extractor.settings import Settings

ARTICLE = Article(id="a", text="t")


def test_keys_tell_contents_and_rules_apart():
    changed = [ARTICLE.model_copy(update={name: "x"}) for name in ("id", "text", "title", "source")]
    keys = [ledger.key(article, "r") for article in (ARTICLE, *changed)] + [ledger.key(ARTICLE, "s")]
    assert len(set(keys)) == len(keys)
    assert ledger.key(ARTICLE, "r") == ledger.key(ARTICLE.model_copy(), "r")


def test_a_fingerprint_changes_with_what_it_is_of(tmp_path):
    tables = tmp_path / "mine"
    tables.mkdir()
    (tables / "donors.tsv").write_text("# mine\n")
    prints = [ledger.fingerprint(Settings()), ledger.fingerprint(Settings(max_chars=5))]
    prints.append(ledger.fingerprint(Settings(lexicon=(tables,))))
    (tables / "donors.tsv").write_text("# mine, changed\n")
    prints.append(ledger.fingerprint(Settings(lexicon=(tables,))))
    assert len(set(prints)) == 4
    assert ledger.fingerprint(Settings()) == prints[0]


def test_a_models_files_are_part_of_it(tmp_path):
    (tmp_path / "meta.json").write_text("{}")
    before = ledger.fingerprint(Settings(model=str(tmp_path)))
    (tmp_path / "weights").write_bytes(b"\1")
    assert ledger.fingerprint(Settings(model=str(tmp_path))) != before
