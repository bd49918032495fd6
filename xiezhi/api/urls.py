"""The interface: routes made from the list, and the reads; `/api/openapi.json` describes them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from xiezhi import __version__
from xiezhi.api import queries
from xiezhi.api.acting import act_on, act_on_many, need
from xiezhi.api.auth import TokenAuth, session
from xiezhi.api.problems import Problem, problem
from xiezhi.api.schemas import operation, reading
from xiezhi.law.act import Act
from xiezhi.law.powers import list_version, powers, published
from xiezhi.law.terms import Force
from xiezhi.ledger.keys import folder
from xiezhi.ledger.models import Checkpoint, Entry
from xiezhi.ledger.receipts import NoSuchEntry, receipt

api = NinjaAPI(
    title="獬豸 Xiezhi",
    version=__version__,
    description="权责清单即接口：每项履职行为一个地址，拒绝时返回全部理由、依据和办法。",
    auth=[TokenAuth(), session],
    docs_url=None,
    urls_namespace="api",
)
_PLURAL = {"case": "cases", "court": "courts", "person": "persons", "team": "teams"}


@api.exception_handler(Problem)
def _refused(request: HttpRequest, error: Problem) -> HttpResponse:
    return error.response()


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, "请先登录，或者以 Authorization: Bearer 出示有效令牌")


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, "地址或者查询参数有误", errors=error.errors)


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _database_gone(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    connection.close()
    return problem(503, "数据库暂时不可用，本次没有办理任何事项，请稍后重试")


def _route(act: Act) -> None:
    """Give an act its address."""
    kind = "court" if act.opens else act.subject

    def view(request: HttpRequest, subject: int) -> Any:
        return act_on(act, subject, request)

    view.__name__ = re.sub(r"\W", "_", act.code)
    api.post(
        f"/{_PLURAL[kind]}/{{int:subject}}/acts/{act.code}",
        tags=[act.code.split(".")[0]],
        operation_id=view.__name__,
        openapi_extra=operation(act),
    )(view)
    if act.subject == "case" and not act.opens:
        _bulk(act)


def _bulk(act: Act) -> None:
    def view(request: HttpRequest) -> Any:
        return act_on_many(act, request)

    view.__name__ = "bulk_" + re.sub(r"\W", "_", act.code)
    extra = operation(act)
    item = extra["requestBody"]["content"]["application/json"]["schema"]
    schema = {
        "type": "object",
        "properties": {
            "subjects": {
                "type": "array",
                "items": {"type": "integer", "minimum": 1},
                "minItems": 1,
                "maxItems": 1000,
            },
            "data": item,
        },
        "required": ["subjects"],
    }
    extra["requestBody"]["content"]["application/json"]["schema"] = schema
    extra["responses"][200] = {"description": "每个主体各有结果"}
    api.post(f"/bulk/acts/{act.code}", tags=["bulk"], openapi_extra=extra)(view)


for _act in powers().values():
    if _act.force is not Force.BAN:
        _route(_act)


def _now() -> datetime:
    return datetime.now(UTC)


@api.get("/cases", tags=["queries"], openapi_extra=reading(401, 403, 422))
def list_cases(request: HttpRequest, state: str = "", before: int = 0, most: int = 50) -> Any:
    """案件列表: the caller's cases, newest first; `before` goes on from the last page."""
    return queries.cases(need(request, "read"), state=state, before=before, most=most)


def _case_read(name: str, query: Callable[..., Any], summary: str) -> None:
    def view(request: HttpRequest, number: int) -> Any:
        return query(need(request, "read"), number, _now())

    view.__name__ = f"case_{query.__name__}"
    api.get(
        f"/cases/{{int:number}}{name}",
        tags=["queries"],
        summary=summary,
        openapi_extra=reading(401, 403, 404, 422),
    )(view)


_case_read("", queries.case, "案件")
_case_read("/trace", queries.trace, "留痕")
_case_read("/duties", queries.duties, "应办事项")
_case_read("/acts", queries.possible, "可办与不可办，及其理由")


@api.get("/entries/{int:number}/receipt", tags=["log"], openapi_extra=reading(401, 403, 404, 422))
def entry_receipt(request: HttpRequest, number: int) -> Any:
    """凭证: a receipt of an entry that the caller made or may see."""
    actor = need(request, "read")
    entry = Entry.objects.filter(pk=number).first()
    if entry is None:
        raise Problem(404, "没有这条记录")
    queries.may_take(actor, entry, _now())
    connection.ensure_connection()
    try:
        return receipt(connection.connection, number, folder().verifiers())
    except NoSuchEntry as error:
        raise Problem(404, "没有这条记录") from error


@api.get("/checkpoints/latest", tags=["log"], auth=None, openapi_extra=reading(404))
def latest_checkpoint(request: HttpRequest) -> Any:
    """最新检查点: public, so that anybody can keep it."""
    row = Checkpoint.objects.order_by("-size").values("size", "note").first()
    if row is None:
        raise Problem(404, "还没有检查点")
    return row


@api.get("/powers", tags=["powers"], auth=None, openapi_extra=reading())
def list_powers(request: HttpRequest) -> Any:
    """权责清单: the published list."""
    return {"version": list_version(), "acts": [published(act) for act in powers().values()]}


def described(request: HttpRequest) -> JsonResponse:
    """接口说明: the OpenAPI 3.1 description, generated from the list."""
    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """没有这个地址: programs get a problem, not a page."""
    return problem(404, "没有这个地址，接口说明见 /api/openapi.json")


urlpatterns = [
    path("openapi.json", described),
    path("", api.urls),
    re_path("", nowhere),
]
