"""Outermost of all: the answer to HEAD is the head alone."""

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from museum.upkeep.heads import HeadHasNoBody


@pytest.mark.parametrize(("said", "length"), [({}, "12"), ({"Content-Length": "7"}, "7")])
def test_the_answer_to_head_says_how_long_it_would_be_and_is_empty(rf, said, length):
    middleware = HeadHasNoBody(lambda request: HttpResponse("村史馆，", headers=said))

    answer = middleware(rf.head("/"))
    whole = middleware(rf.get("/"))

    assert (answer.content, answer["Content-Length"]) == (b"", length)
    assert whole.content.decode() == "村史馆，"


def test_what_would_be_streamed_is_closed_unread(rf):
    read = []
    middleware = HeadHasNoBody(
        lambda request: StreamingHttpResponse(read.append(n) or b"x" for n in range(3))
    )

    assert b"".join(middleware(rf.head("/"))) == b""
    assert read == []
    assert b"".join(middleware(rf.get("/"))) == b"xxx"


def test_a_file_is_not_sent(rf, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"x" * 40)
    with (tmp_path / "photo.jpg").open("rb") as opened:
        answer = HeadHasNoBody(lambda request: FileResponse(opened))(rf.head("/"))
        sent = b"".join(answer)

    assert (sent, answer.file_to_stream, answer["Content-Length"]) == (b"", None, "40")
