"""存放与密封: what is kept comes back as it was, or not at all."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiezhi.cases import sealing
from xiezhi.cases.sealing import SEALED_MAGIC
from xiezhi.config.secrets import CannotOpen
from xiezhi.documents.kinds import kind_of
from xiezhi.documents.store import Damaged, FolderStore, Missing

MASTER = bytes(range(32))


class TestFolderStore:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(content=st.binary(max_size=3000))
    def test_what_is_put_comes_back(self, tmp_path: Path, content: bytes) -> None:
        store = FolderStore(tmp_path)
        address = store.put(io.BytesIO(content))
        assert address == hashlib.sha256(content).hexdigest() == store.put(content)
        assert store.get(address) == content
        assert address in store

    def test_nothing_is_left_aside(self, tmp_path: Path) -> None:
        store = FolderStore(tmp_path / "store")
        store.put(b"a")
        store.put(b"a")
        assert len([f for f in (tmp_path / "store").rglob("*") if f.is_file()]) == 1

    def test_a_stream_that_fails_leaves_nothing(self, tmp_path: Path) -> None:
        class Failing(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise OSError(size)

        with pytest.raises(OSError):  # noqa: PT011
            FolderStore(tmp_path).put(Failing())
        assert not [f for f in tmp_path.rglob("*") if f.is_file()]

    def test_changed_bytes_are_not_served(self, tmp_path: Path) -> None:
        store = FolderStore(tmp_path)
        address = store.put(b"judgment")
        (tmp_path / address[:2] / address[2:4] / address).write_bytes(b"jugdment")
        with pytest.raises(Damaged):
            store.get(address)

    @pytest.mark.parametrize("address", ["0" * 64, "../../etc/passwd", "", "A" * 64])
    def test_an_unknown_address_is_missing(self, tmp_path: Path, address: str) -> None:
        with pytest.raises(Missing):
            FolderStore(tmp_path).get(address)


class TestSealedVolume:
    def test_round_trip_and_nothing_readable(self) -> None:
        wrapped = sealing.new_case_key(MASTER, 7)
        sealed = sealing.seal("评议笔录".encode() * 9, wrapped, MASTER, 7)
        assert sealed.startswith(SEALED_MAGIC)
        assert kind_of(sealed) is None
        assert "评议".encode() not in sealed
        assert sealing.unseal(sealed, wrapped, MASTER, 7) == "评议笔录".encode() * 9

    def test_another_case_another_master_another_byte_open_nothing(self) -> None:
        wrapped = sealing.new_case_key(MASTER, 7)
        sealed = sealing.seal(b"minutes", wrapped, MASTER, 7)
        flipped = sealed[:-1] + bytes([sealed[-1] ^ 1])
        for attempt in (
            (sealed, wrapped, MASTER, 8),
            (sealed, wrapped, bytes(32), 7),
            (sealed, sealing.new_case_key(MASTER, 7), MASTER, 7),
            (flipped, wrapped, MASTER, 7),
            (b"%PDF-", wrapped, MASTER, 7),
            (SEALED_MAGIC, wrapped, MASTER, 7),
        ):
            with pytest.raises(CannotOpen):
                sealing.unseal(*attempt)
