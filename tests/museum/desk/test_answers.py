"""What a form says of a field that was left empty names the field and what is to be done there."""

from django import forms


class Slip(forms.Form):
    name = forms.CharField(label="怎么称呼？")
    kind = forms.ChoiceField(label="团体类型", choices=[("school", "学校")])
    sure = forms.BooleanField(label="看过了")
    size = forms.IntegerField(label="多少人", min_value=1)
    day = forms.DateField(label="哪天来", error_messages={"required": "哪天来？请选一天"})


def told(**typed):
    form = Slip(typed)
    form.is_valid()
    return {field.name: list(field.errors) for field in form}, [
        str(words) for field in form for words in field.refused
    ]


def test_what_was_left_empty_is_asked_for_by_its_own_name():
    under, _above = told(size=3)

    assert under == {
        "name": ["请填怎么称呼。"],
        "kind": ["请选团体类型。"],
        "sure": ["请打勾：看过了。"],
        "size": [],
        "day": ["哪天来？请选一天"],
    }


def test_above_the_form_each_field_is_named_once():
    _under, above = told(size=0)

    assert above == [
        "请填怎么称呼。",
        "请选团体类型。",
        "请打勾：看过了。",
        "多少人：最少是1，请再看一眼。",
        "哪天来？请选一天",
    ]
