"""The page of the verifier: open to everybody, with nothing that could send a file away."""

from __future__ import annotations

from django.conf import settings
from django.test import Client

from tests.marks import article
from tests.web.wording import CHINESE
from xiezhi.config import env

pytestmark = article("法发〔2020〕26号", 7)
STATIC = env.ROOT / "xiezhi" / "web" / "static"


def test_it_is_public_and_its_policy_lets_nothing_out(client: Client, db: None) -> None:
    answer = client.get("/verify")
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "connect-src 'none'" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy
    body = answer.content.decode()
    assert "<script>" not in body and "核验回执" in body
    assert client.get("/powers")["Content-Security-Policy"] == settings.CONTENT_SECURITY_POLICY


def test_it_speaks_english(client: Client, db: None) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    body = client.get("/verify").content.decode()
    main = body.partition("<main")[2].partition("</main>")[0]
    assert "Check a receipt" in main and not CHINESE.search(main)


def test_its_modules_import_by_address_alone() -> None:
    """Every import of the laid modules leads to a file that is laid too."""
    modules = [*(STATIC / "vendor" / "verify").glob("*"), *(STATIC / "vendor" / "noble").rglob("*")]
    texts = {path: path.read_text("utf-8") for path in modules if path.is_file()}
    assert len(texts) > 15
    for path, text in texts.items():
        for line in text.splitlines():
            if line.startswith("import ") and " from " in line:
                name = line.split(" from ")[1].strip(" ;\"'")
                assert name.startswith("."), (path, line)
                assert (path.parent / name).resolve() in texts, (path, line)


def test_they_are_the_verifier_itself_but_for_the_addresses() -> None:
    for name in ("verify_lot.mjs", "verify_receipt.mjs", "verify_vrf.mjs", "verify_pool.mjs"):
        own = (env.ROOT / "verify" / name).read_text("utf-8").splitlines()
        laid = (STATIC / "vendor" / "verify" / name).read_text("utf-8").splitlines()
        changed = [line for line, other in zip(own, laid, strict=True) if line != other]
        assert all('from "' in line for line in changed), name
