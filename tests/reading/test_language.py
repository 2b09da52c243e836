"""The language of an item, by its script and its short words."""

from __future__ import annotations

import pytest

from tracker.reading.language import guess_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministry has raised the levy on the sale of sugar.", "en"),
        ("Das Ministerium hat die Abgabe auf den Verkauf von Zucker erhöht.", "de"),
        ("Le ministère a relevé la taxe sur la vente de sucre dans les villes.", "fr"),
        ("El ministerio subió el impuesto a la venta de azúcar en las ciudades.", "es"),
        ("O ministério subiu o imposto sobre a venda de açúcar nas cidades do país.", "pt"),
        ("Il ministero ha alzato la tassa sulla vendita di zucchero nelle città.", "it"),
        ("Het ministerie heeft de heffing op de verkoop van suiker verhoogd.", "nl"),
        ("Ministerstwo podniosło opłatę od cukru, która będzie pobierana przez sklepy i nie tylko.", "pl"),
        ("Министерство повысило сбор с продажи сахара.", "ru"),
        ("Міністерство підвищило збір із продажу цукру.", "uk"),
        ("农业部提高了食糖销售税。", "zh"),
        ("農林水産省は砂糖の販売税を引き上げた。", "ja"),
        ("농림부는 설탕 판매세를 올렸다.", "ko"),
        ("رفعت الوزارة الرسوم على بيع السكر.", "ar"),
        ("मंत्रालय ने चीनी पर कर बढ़ाया।", "hi"),
        (
            "The plan, called 人工智能, was published by the ministry in the capital.",
            "en",
        ),  # a name alone tells nothing
        ("42", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed(text: str, code: str) -> None:
    assert guess_language(text) == code
