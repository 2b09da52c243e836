"""Charts in Slack messages: uploaded first, then shown by their ids.

A message may carry `charts`, {placeholder: PNG in base64}; its image blocks name the placeholders as their Slack file.
The files are uploaded without a channel, which nobody sees: an upload that is repeated shows nothing twice.
https://docs.slack.dev/reference/block-kit/blocks/image-block
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_sdk import WebClient

Message = dict[str, Any]


def without_charts(message: Mapping[str, Any], charts: Mapping[str, str]) -> Message:
    """The message without the image blocks of the charts; what they show stands beside them in words."""
    if not charts or "blocks" not in message:
        return dict(message)
    return {**message, "blocks": [block for block in message["blocks"] if _named(block, charts) == block]}


def with_charts(client: WebClient, message: Mapping[str, Any], charts: Mapping[str, str]) -> Message:
    """The message whose image blocks name uploaded files. Raises what the client raises."""
    wanted = {name: b64decode(picture, validate=True) for name, picture in charts.items()}
    uploads = [
        {"filename": f"chart-{place}.png", "title": "Chart", "content": picture}
        for place, picture in enumerate(wanted.values(), 1)
    ]
    answer = client.files_upload_v2(file_uploads=uploads, request_file_info=False)
    ids = dict(zip(wanted, (str(file["id"]) for file in answer["files"]), strict=True))
    return {**message, "blocks": [_named(block, ids) for block in message["blocks"]]}


def _named(block: Mapping[str, Any], ids: Mapping[str, str]) -> Message:
    file = block.get("slack_file")
    known = ids.get(file.get("id", "")) if isinstance(file, Mapping) else None
    return {**block, "slack_file": {"id": known}} if known else dict(block)
