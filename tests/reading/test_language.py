"""Only what is surely not English is called so."""

import pytest

from extractor.reading.language import is_english

ENGLISH = (
    "The ministry said that it had signed the grant with the bank, and that work on the road would begin in June. "
)
OTHERS = {
    "nl": "De minister zei dat het geld voor de armste gebieden van het land is en dat het werk in de zomer begint. ",
    "da": "Ministeren siger at pengene er bestemt til de fattigste og at det er et vigtigt skridt for landet. ",
    "fr": "Le ministre a dit que les travaux sont prévus pour cet été et que le don est destiné aux écoles du pays. ",
    "es": "El ministro dijo que las obras se iniciarán en verano y que el dinero es para los más pobres del país. ",
    "pt": "O ministro disse que as obras do porto são pagas pela ajuda e que não foi fácil para os municípios. ",
    "de": "Der Minister sagte, das Geld sei für die Ärmsten bestimmt und die Arbeiten an der Straße beginnen im Mai. ",
    "id": "Menteri mengatakan bahwa dana itu akan digunakan untuk daerah terpencil dan proyek ini dimulai pada Juni. ",
    "ru": "Министр сказал, что средства пойдут на строительство больниц и школ в самых бедных районах страны. ",
    "zh": "部长表示，这笔资金将用于最贫困地区的学校和医院建设。",
    "ar": "وقال الوزير إن الأموال ستخصص لبناء المدارس والمستشفيات في المناطق الأكثر فقرا في البلاد. ",
    "xx": "Saxelmwipo gadawyvetileba miiro premierma dres dilit sofelshi skola aashena mtavrobam fulit. ",
}


@pytest.mark.parametrize("text", [ENGLISH * 3, "Oslo", "", "Кабул", OTHERS["fr"], ENGLISH + OTHERS["es"] * 9])
def test_kept(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("language", OTHERS)
def test_dropped(language: str) -> None:
    assert not is_english(OTHERS[language] * 8)


def test_a_table_of_sums_is_kept() -> None:
    rows = [f"Project {n}: Rural Clinic, Kisumu District, Kenya: USD {n},000 (2019-2021)" for n in range(20)]
    assert is_english("\n".join(rows))
