"""Which coding a client gets, and that what is packed is what was given."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.packing import coding, pack


@pytest.mark.parametrize(
    ("accept_encoding", "best"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("GZIP, deflate", "gzip"),
        ("x-gzip", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br; q=0.2", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0.0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip;q=1.5, nonsense", "gzip"),
        ("brotli, gzippy", ""),
    ],
)
def test_a_client_gets_the_best_that_it_takes(accept_encoding: str, best: str) -> None:
    assert coding(accept_encoding) == best


@given(st.binary(max_size=2000), st.integers(min_value=1, max_value=9))
def test_nothing_is_lost(plain: bytes, level: int) -> None:
    assert brotli.decompress(pack(plain, "br", level)) == plain
    assert gzip.decompress(pack(plain, "gzip", level)) == plain
    assert pack(plain, "", level) == plain


@given(st.text(max_size=100))
def test_any_header_is_read(accept_encoding: str) -> None:
    assert coding(accept_encoding) in ("br", "gzip", "")
