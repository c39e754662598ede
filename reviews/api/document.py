"""The description of the API after OpenAPI 3.1, which its own page is drawn from too."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ninja import NinjaAPI

from reviews.api import problems

ROOT = "/api/v1/"
ETAG = {
    "description": (
        "The state of what was answered. Send it as If-None-Match to be told whether it changed."
    ),
    "schema": {"type": "string"},
}


@lru_cache(maxsize=1)
def described(api: NinjaAPI) -> dict[str, Any]:
    """The description as plain values of JSON; it is the same for as long as the process lives."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    # Addresses in it begin at the root of whatever host it came from.
    document["servers"] = [{"url": "/"}]
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"] = {
                str(status): _answer(int(status), said)
                for status, said in operation["responses"].items()
            }
            operation["responses"]["304"] = {
                "description": "Nothing has changed since the ETag that was sent."
            }
    return document


def _answer(status: int, said: dict[str, Any]) -> dict[str, Any]:
    if status == 200:
        return said | {"description": "What was asked for", "headers": {"ETag": ETAG}}
    kind = next(kind for kind in problems.Kind if kind.status == status)
    # Problems have a type of their own, which ninja knows nothing of.
    (content,) = said["content"].values()
    return {"description": kind.advice, "content": {problems.CONTENT_TYPE: content}}
