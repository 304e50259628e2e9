"""Forms of web server logs, and of written times."""

# ruff: noqa: E501 - a line of a log is one line

from __future__ import annotations

import gzip
from datetime import datetime
from pathlib import Path

import pytest

from tenmatsu.exposure.logs.access_forms import Hit, hits
from tenmatsu.exposure.logs.access_log import Asked, Job, Told, Viewer, looked
from tenmatsu.exposure.logs.times import moment

FORMS = {
    "common": '203.0.113.9 - frank [12/Jul/2023:22:11:12 +0900] "GET /a/b?x=1 HTTP/1.0" 200 2326',
    "utc": '203.0.113.9 - - [12/Jul/2023:13:11:12 +0000] "GET /a/b?x=1 HTTP/1.1" 200 - "-" "Mozilla/5.0 \\"x\\""',
    "vhost": 'form.example.jp:443 203.0.113.9 - - [12/Jul/2023:22:11:12 +0900] "GET /a/b?x=1 HTTP/2.0" 200 9 "-" "-"',
    "json": '{"time_iso8601":"2023-07-12T22:11:12+09:00","remote_addr":"203.0.113.9","request":"GET /a/b?x=1 HTTP/1.1","status":200}',
    "keys": '{"@timestamp":"2023-07-12T13:11:12.000Z","http":{"method":"GET","status_code":"200"},"client_ip":"203.0.113.9","uri":"/a/b?x=1"}',
    "gcp": '{"timestamp":"2023-07-12T13:11:12Z","httpRequest":{"requestMethod":"GET","requestUrl":"https://x.example.jp/a/b?x=1","status":200,"remoteIp":"203.0.113.9"}}',
    "alb": 'https 2023-07-12T13:11:12.186641Z app/lb/5 203.0.113.9:2817 192.0.2.1:80 0.0 0.0 0.0 200 200 34 366 "GET https://x.example.jp:443/a/b?x=1 HTTP/1.1" "curl"',
    "elb": '2023-07-12T13:11:12.186641Z my-lb 203.0.113.9:2817 192.0.2.1:80 0.0 0.0 0.0 200 200 0 29 "GET http://x.example.jp:80/a/b?x=1 HTTP/1.1" "curl" - -',
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_each_form_says_the_same(tmp_path: Path, form: str, packed: bool) -> None:
    data = (FORMS[form] + "\n").encode()
    log = tmp_path / "access.log"
    log.write_bytes(gzip.compress(data) if packed else data)
    (found,) = hits(log)
    assert isinstance(found, Hit)
    seen = (found.at.replace(microsecond=0), found.address, found.method, found.path, found.status)
    assert seen == (datetime(2023, 7, 12, 22, 11, 12), "203.0.113.9", "GET", "/a/b?x=1", 200)


def test_iis_names_its_fields_and_speaks_utc(tmp_path: Path) -> None:
    log = tmp_path / "u_ex.log"
    fields = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port c-ip sc-status"
    log.write_text(f"#Software: IIS\n{fields}\n2023-07-12 13:11:12 192.0.2.1 GET /a - 443 203.0.113.9 200\n")
    assert [one.at for one in hits(log) if isinstance(one, Hit)] == [datetime(2023, 7, 12, 22, 11, 12)]


def test_a_path_is_compared_decoded_and_without_its_query(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text(
        FORMS["common"].replace("/a/b?x=1", "/%E5%9B%9E%E7%AD%94/?p=2") + "\n\n{broken\n" + FORMS["common"] + "\n"
    )
    pages = ("/回答", "/a/b?x=1", "/a/b?x=2")
    *viewers, told = looked(Job((str(log),), tuple(Asked(one, None, None) for one in pages), ()))
    assert [one.page for one in viewers if isinstance(one, Viewer)] == [0, 1]
    assert isinstance(told, Told)
    assert told.strange == [1]


@pytest.mark.parametrize(
    "text",
    [
        "2023/07/12 22:11:12", "2023-07-12T22:11:12", "2023-07-12T13:11:12Z", "2023-07-12 13:11:12.345 UTC",
        "2023/07/12 10:11:12 午後 GMT+9", "2023年7月12日 22時11分12秒", "2023年7月12日(水) 午後10:11:12", "令和5年7月12日 22:11:12",
        "R5.7.12 22:11:12", "12/Jul/2023:22:11:12 +0900", "[12/Jul/2023:13:11:12 +0000]", "7/12/2023 22:11:12", "7/12/2023 10:11:12 PM",
        "20230712221112", "1689167472", "1689167472000", "２０２３／０７／１２　２２：１１：１２", "2023-07-12T22:11:12.5+09:00",
    ],
)  # fmt: skip
def test_a_written_time_is_read_by_the_clock_of_japan(text: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.replace(microsecond=0) == datetime(2023, 7, 12, 22, 11, 12)


@pytest.mark.parametrize("text", ["", "山田", "090-0000-0000", "2023/13/45", "123", "令和"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert moment(text) is None
