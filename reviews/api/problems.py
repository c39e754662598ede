"""What the API says when it cannot answer: one shape for all, after RFC 9457, in plain words."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from enum import Enum
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import ValidationError
from pydantic import ConfigDict

CONTENT_TYPE = "application/problem+json"
UNANSWERABLE = "The question cannot be answered as it is."
log = logging.getLogger("django.request")


class Kind(Enum):
    """The kinds of problem: status, title, and what to do about it."""

    NO_TOKEN = (
        401,
        "Not let in",
        "The request has no token, or one that works no longer. Ask an administrator for another.",
    )
    NOT_ALLOWED = (403, "Not allowed", "The account of the token may not see figures.")
    NOT_FOUND = (
        404,
        "Not found",
        "There is no such address or area, or it is out of the account’s reach.",
    )
    ONLY_READING = (405, "Only reading", "The API is read by GET and changes nothing.")
    WRONG_QUESTION = (
        422,
        "Not a question that can be answered",
        "A parameter does not exist or has a value that it cannot have; “errors” says which.",
    )
    BROKEN = (500, "Something went wrong", "It is not your fault. Try again later.")

    @property
    def status(self) -> int:
        return self.value[0]

    @property
    def title(self) -> str:
        return self.value[1]

    @property
    def advice(self) -> str:
        return self.value[2]

    @property
    def anchor(self) -> str:
        """Where the page of the API explains it."""
        return self.name.lower().replace("_", "-")

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL.rstrip('/')}/api/#{self.anchor}"


class WrongParameter(Schema):
    """What is amiss with one parameter."""

    parameter: str = Field(description="The name of the parameter.")
    message: str = Field(description="What is amiss, in words.")


class ProblemAnswer(Schema):
    """The shape of every answer but a good one."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="The address that explains this kind of problem.")
    title: str = Field(description="The kind of problem.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What happened, in a sentence.")
    errors: list[WrongParameter] = Field(
        description="What is amiss with each parameter, where that is the problem."
    )


class Problem(Exception):
    """Why a request is not answered: raised anywhere below an operation of the API."""

    def __init__(self, kind: Kind, detail: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        self.kind = kind
        self.detail = detail
        self.errors = errors
        super().__init__(detail)


def answer(problem: Problem) -> HttpResponse:
    """The answer that tells of a problem."""
    kind = problem.kind
    said: dict[str, Any] = {
        "type": kind.address,
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "errors": [
            {"parameter": parameter, "message": message} for parameter, message in problem.errors
        ],
    }
    response = HttpResponse(json.dumps(said), status=kind.status, content_type=CONTENT_TYPE)
    if kind is Kind.NO_TOKEN:
        response["WWW-Authenticate"] = 'Bearer realm="Big Local"'
    return response


def explain_problems(api: NinjaAPI) -> None:
    """Have an API answer with problems wherever it would answer with something else."""
    api.add_exception_handler(Problem, _told)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(ValidationError, _wrong_question)
    api.add_exception_handler(Exception, _broken)


def _told(request: HttpRequest, problem: Any) -> HttpResponse:
    return answer(problem)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(Problem(Kind.NOT_FOUND, "There is nothing here."))


def _wrong_question(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [(str(each["loc"][-1]), f"{each['msg']}.") for each in error.errors]
    return answer(Problem(Kind.WRONG_QUESTION, UNANSWERABLE, errors))


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("The API failed at %s", request.path, exc_info=error, extra={"request": request})
    return answer(Problem(Kind.BROKEN, "Something went wrong here. It has been noted."))
