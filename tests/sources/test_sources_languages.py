"""A story in another language is stored, found by its words, and marked as not extracted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.app import App
from tracker.cli.show import explanation_lines

NOW = datetime(2026, 4, 14, 8, tzinfo=UTC)
TEXTS = {
    "de": "Das Ministerium hat die Verordnung über die Gebühren der Häfen erlassen. Sie steigt im Mai auf 12 Euro.",
    "fr": "Le ministère a adopté le règlement sur les droits de port. Ils passent à 12 euros en mai.",
    "zh": "交通运输部发布港口收费管理办法。自五月起，每名旅客的收费提高到12欧元，办法自发布之日起施行。",
    "ru": "Министерство утвердило положение о портовых сборах. С мая сбор составит 12 евро за каждого пассажира.",
    "ar": "اعتمدت الوزارة لائحة بشأن رسوم الموانئ. وسترتفع الرسوم في مايو إلى 12 يورو لكل راكب على متن السفن.",
    "en": "The ministry adopted the regulation on port fees. The fee rises to 12 euros a passenger in May 2026.",
}
WORDS = {
    "de": "Verordnung Häfen",
    "fr": "règlement",
    "zh": "港口收费",
    "ru": "портовых сборах",
    "ar": "الموانئ",
    "en": "port fees",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_story_is_stored_and_found_and_marked(language: str, tmp_path: Path, database: str) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text(TEXTS[language], encoding="utf-8")
    config = {
        "database": database,
        "sources": [{"name": "letters", "folder": "letters"}],
        "watches": [{"name": "all", "to": "desk"}],
        "receivers": [{"name": "desk", "file": "out"}],
    }
    (tmp_path / "config.yaml").write_text(json.dumps(config))
    app = App(tmp_path / "config.yaml", environ={}, now=lambda: NOW)
    try:
        done = app.run_once()
        (found,) = app.store.find_items(WORDS[language])
        assert (found.item.language, found.item.text) == (language, TEXTS[language])
        explained = "\n".join(explanation_lines(app, found, None))
        rejections = app.store.rejections_of_item(found.item_id)
        if language == "en":
            assert done.tally.findings > 0
        else:
            assert (done.tally.items, done.tally.findings) == (1, 0)
            assert [one.about for one in rejections] == ["extraction"]
            assert f"the text is in another language ({language}): it is stored and can be found" in explained
    finally:
        app.close()
