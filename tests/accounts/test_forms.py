import pytest
from django.urls import reverse

from museum.accounts.forms import AccountCreationForm, LoginForm
from tests.factories import PASSWORD


@pytest.mark.django_db
def test_the_door_asks_in_the_village_s_words(client):
    form = client.get(reverse("wagtailadmin_login")).context["form"]

    assert isinstance(form, LoginForm)
    assert "placeholder" not in form.fields["password"].widget.attrs


@pytest.mark.django_db
def test_who_signs_in_stands_at_the_desk(client, registrar):
    answer = client.post(
        reverse("wagtailadmin_login"), {"username": "dengji", "password": PASSWORD}
    )

    assert answer["Location"] == reverse("wagtailadmin_home")


@pytest.mark.django_db
def test_two_different_passwords_are_refused():
    form = AccountCreationForm(
        {"last_name": "丁", "first_name": "秀英", "username": "ding", "role": "馆长",
         "password1": "liushu-1953", "password2": "liushu-1954"}
    )  # fmt: skip

    assert "password2" in form.errors


@pytest.mark.django_db
def test_a_password_everybody_guesses_is_refused():
    form = AccountCreationForm(
        {"last_name": "丁", "first_name": "秀英", "username": "ding", "role": "馆长",
         "password1": "12345678", "password2": "12345678"}
    )  # fmt: skip

    assert "password2" in form.errors
