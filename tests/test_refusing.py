"""The collector of promises itself: it must see what it is there to see."""

from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from museum.catalogue import moving
from tests import refusing


def test_codes_are_read_out_of_docstrings():
    words = "Refuse by code: forbidden, no_time, and whatever check_enter refuses. More."

    assert refusing.codes_in(words) == {"forbidden", "no_time"}
    assert refusing.codes_in('Refuse (code "full") when place cannot hold more.') == {"full"}
    assert refusing.codes_in("Return the code of a shift.") == set()


def test_promises_are_found_all_over_the_museum():
    promised = refusing.promised()

    assert ("museum.catalogue.moving", "check_room", "full") in promised
    assert ("museum.visits.answering", "confirm", "forbidden") in promised
    assert len(promised) > 200


def test_a_refusal_is_remembered_with_the_functions_that_were_under_way(small_case):
    with pytest.raises(ValidationError):
        moving.check_room(small_case, [None, None])

    assert ("museum.catalogue.moving", "check_room", "full") in refusing.provoked


def test_what_nobody_has_provoked_is_missing():
    assert any("check_room" in sentence for sentence in refusing.missing(set()))
    assert refusing.missing(refusing.promised()) == []


def test_a_right_that_only_a_screen_refused_is_not_met_at_the_verb(client, keeper, wheel):
    client.force_login(keeper)

    with mock.patch.object(refusing, "provoked", set()):
        answer = client.get(reverse("objects:act", args=[wheel.pk, "accept"]))
        met = {each for each in refusing.provoked if each[2] == "forbidden"}

    assert answer.status_code == 403
    assert ("museum.catalogue.desk.act_views", "dispatch", "forbidden") in met
    assert "museum.catalogue.permissions" not in {module for module, _name, _code in met}
