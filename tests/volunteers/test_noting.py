from museum.volunteers import noting
from tests.volunteers.test_joining import refused


def test_a_record_is_corrected_by_a_new_line_with_a_reason(granny, coordinator):
    first = noting.note(granny, "training", "讲解入门", by=coordinator, minutes=120)

    assert refused(noting.note, granny, "training", "讲解", by=coordinator, replaces=first) == {
        "no_reason"
    }
    second = noting.note(granny, "training", "讲解入门", by=coordinator, minutes=90,
                          replaces=first, reason="实际一个半小时")  # fmt: skip
    assert list(granny.records.current()) == [second]
