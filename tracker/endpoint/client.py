"""The endpoint itself: one question, one answer, or in a sentence why there is none.

Needs the extra `endpoint` (the openai package), which waits and tries again for 408, 409, 429 and 5xx.
Source: https://platform.openai.com/docs/api-reference/chat/create
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from tracker.endpoint.question import FORMAT, messages
from tracker.model import Item

MISSING = "pip install 'policy-tracker[endpoint]'"
TRIES = 3


def is_installed() -> bool:
    """Whether the package is there that asks."""
    return find_spec("openai") is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, and how many tokens that took."""

    told: Mapping[str, Any]
    tokens: int


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is no answer. `lasting`: asking about another story would end likewise."""

    reason: str
    lasting: bool
    tokens: int = 0


class Endpoint:
    """An OpenAI-compatible endpoint with chat completions and structured outputs."""

    def __init__(self, url: str, model: str, key: Callable[[], str | None], timeout: float) -> None:
        """`key` is asked for with each connection, so that a new one is taken over; `timeout` in seconds."""
        self.url = url
        self.model = model
        self._key = key
        self._timeout = timeout

    def ask(self, item: Item) -> Answer | NoAnswer:
        """What the model says of an item."""
        import openai

        client: Any = openai.OpenAI(
            base_url=self.url, api_key=self._key() or "none", timeout=self._timeout, max_retries=TRIES - 1
        )
        try:
            with client:
                given = client.chat.completions.create(
                    model=self.model, messages=messages(item), response_format=FORMAT, temperature=0
                )
        except openai.APITimeoutError:
            return NoAnswer(f"{self.url} does not answer within {self._timeout:g} seconds", lasting=True)
        except openai.APIStatusError as error:
            return self._refused(error.status_code)
        except openai.APIConnectionError as error:
            return NoAnswer(f"{self.url} cannot be reached ({error.__cause__ or error})", lasting=True)
        except openai.OpenAIError as error:
            return NoAnswer(f"{self.url} answers what is no completion ({type(error).__name__})", lasting=False)
        except ValueError:
            return NoAnswer(f"{self.url} answers what is no JSON", lasting=True)
        return self._read(given)

    def _refused(self, status: int) -> NoAnswer:
        """What a status means to whoever keeps the program running; the body, which may repeat a key, is left out."""
        meanings = {
            401: "refuses the key: look at `extraction: key`",
            403: "does not allow this key to use the model",
            404: f"knows no model {self.model}: look at `extraction: model` and `endpoint`",
            429: "takes no more questions for now",
        }
        return NoAnswer(f"{self.url} {meanings.get(status, f'answers with status {status}')}", lasting=status != 400)

    def _read(self, given: Any) -> Answer | NoAnswer:
        """The answer's content, where it came to its end and is what was asked for."""
        tokens = int(getattr(getattr(given, "usage", None), "total_tokens", 0) or 0)
        choices = getattr(given, "choices", None)
        if not choices:
            return NoAnswer(f"{self.url} answers what is no completion", lasting=True, tokens=tokens)
        if choices[0].finish_reason == "length":
            return NoAnswer("the answer was cut off", lasting=False, tokens=tokens)
        try:
            told = json.loads(choices[0].message.content or "")
        except ValueError:
            told = None
        if not isinstance(told, dict):
            return NoAnswer("the answer is not the JSON that was asked for", lasting=False, tokens=tokens)
        return Answer(told, tokens)
