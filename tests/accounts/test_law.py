"""Roles × acts: who may do what, as the laws of the registers say."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from museum.accounts import law
from museum.accounts.law import Law, Right
from museum.accounts.roles import CURATOR, KEEPER, REGISTRAR, ROLES
from tests.factories import UserFactory

# Letters of 馆长 登记志愿者 保管员 值班员 志愿者召集人 志愿者, by act.
ACTS = {
    "catalogue.accept": "C.....", "catalogue.correct": "C.....", "catalogue.deaccession": "C.....",
    "catalogue.display": "C.K...", "catalogue.give_back": "C.....", "catalogue.move": "C.K...",
    "catalogue.print_tag": "CRK...", "catalogue.tie_tag": "CRK...", "catalogue.add_sighting": "CRK...",
    "catalogue.change_term": "C.....", "catalogue.publish_item": "C.....", "catalogue.receive": "CR....", "catalogue.withdraw": "C.....",
    "visits.arrange": "C..D..", "visits.change_visitsettings": "C.....", "visits.correct": "C..D..",
    "visits.count": "C..D..", "visits.view_visit": "C..D..", "visits.write": "C..D..",
    "volunteers.attend": "C..DO.", "volunteers.certify": "C...O.", "volunteers.enrol": "C...O.",
    "volunteers.hand_over": "....O.", "volunteers.keep_hours": "C...O.", "volunteers.roster": "C...O.",
    "accounts.change_user": "C.....", "accounts.add_user": "C.....", "museum.change_museum": "C.....",
    "calls.make_call": "C...O.",
    "care.view_custodytransfer": "C.....", "care.hand_over_custody": "C.....",
    "people.erase_person": "C.....", "people.see_looks": "C.....",
    "figures.hand_in": "C.....", "figures.view_report": "C...O.",
}  # fmt: skip
BESIDE = {
    "wagtailadmin.access_admin": "CRKDOV",
    "accounts.view_user": "C.....", "museum.view_ledgerline": "C.....",
    "museum.view_campaign": "C...O.", "museum.add_campaign": "C.....", "museum.change_campaign": "C.....",
    "wagtailimages.add_image": "CR....", "wagtailimages.choose_image": "CRK...",
    "wagtailimages.change_image": "C.....", "wagtailimages.delete_image": "C.....",
    "wagtailcore.add_page": "C.....", "wagtailcore.change_page": "C.....",
    "wagtailcore.publish_page": "C.....", "wagtailcore.lock_page": "C.....",
    "wagtailcore.unlock_page": "C.....",
    "catalogue.view_item": "CRK...", "catalogue.change_item": "CR....",
    "catalogue.lock_item": "C.....", "catalogue.unlock_item": "C.....",
    "catalogue.view_donation": "CRK...", "catalogue.view_movement": "C.K...",
    "catalogue.view_registerentry": "C.....", "catalogue.view_place": "CRK...",
    "catalogue.add_place": "C.K...", "catalogue.change_place": "C.K...",
    "catalogue.view_term": "C.....", "catalogue.add_term": "C.....",
    "people.view_person": "CR..O.", "people.add_person": "CR..O.", "people.change_person": "CR..O.",
    "people.see_phone": "C.....",
    "visits.view_tap": "C..D..", "visits.view_booking": "C..D..",
    "volunteers.ring": "C...O.", "volunteers.view_volunteer": "C...O.",
    "volunteers.add_volunteer": "C...O.", "volunteers.view_statement": "C...O.",
    "volunteers.view_shifttemplate": "C...O.", "volunteers.add_shifttemplate": "C...O.",
    "volunteers.change_shifttemplate": "C...O.", "volunteers.view_role": "C...O.",
    "volunteers.add_role": "C...O.", "volunteers.change_role": "C...O.",
    "volunteers.change_volunteersettings": "C.....",
}  # fmt: skip


def letters(holders):
    return "".join(
        sign if role in holders else "." for sign, role in zip("CRKDOV", ROLES, strict=True)
    )


def test_who_may_do_what_is_this_and_nothing_else():
    said = {right.name: letters(right.holders) for right in law.rights().values()}

    assert said == ACTS | BESIDE


def test_each_role_holds_in_the_database_what_the_law_says_and_nothing_beside_it(db):
    held = {}
    for group in Group.objects.all():
        of_all = group.permissions.all() | Permission.objects.filter(
            groupcollectionpermission__group=group
        ) | Permission.objects.filter(grouppagepermission__group=group)  # fmt: skip
        for right in of_all.distinct().select_related("content_type"):
            held.setdefault(f"{right.content_type.app_label}.{right.codename}", set()).add(
                group.name
            )

    assert {name: letters(groups) for name, groups in held.items()} == ACTS | BESIDE
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_granting_adds_what_is_missing_and_leaves_a_village_s_own_alone(db):
    own = Group.objects.create(name="村委会")
    see = Permission.objects.get(codename="see_phone")
    own.permissions.add(see)
    Group.objects.get(name=KEEPER).permissions.add(see)
    Group.objects.get(name=REGISTRAR).permissions.clear()
    Group.objects.get(name=CURATOR).delete()

    for _time in range(2):
        law.grant()

    assert list(own.permissions.all()) == [see]
    assert see in Group.objects.get(name=KEEPER).permissions.all()
    assert Group.objects.get(name=REGISTRAR).permissions.filter(codename="receive").exists()
    assert Group.objects.get(name=CURATOR).permissions.filter(codename="accept").exists()


def test_a_right_in_two_registers_is_held_by_whoever_holds_it_in_either(monkeypatch):
    one = Law({}, (Right("people.person.view_person", (KEEPER,)),))
    other = Law({}, (Right("people.person.view_person", (CURATOR,)),))
    monkeypatch.setattr(law, "LAWS", [one, other])

    assert law.rights()["people.person.view_person"].holders == (CURATOR, KEEPER)


@pytest.mark.parametrize("active", [True, False])
def test_whoever_is_switched_off_may_nothing(db, active):
    from museum.catalogue.permissions import may

    keeper = UserFactory(groups=[Group.objects.get(name=KEEPER)], is_active=active)

    assert may(keeper, "move") == active
    assert not may(keeper, "accept")


def test_the_desk_shows_the_table_to_whoever_keeps_the_accounts(client, curator, keeper):
    client.force_login(curator)
    answer = client.get(reverse("wagtailusers_users:roles"))
    listed = client.get(reverse("wagtailusers_users:index")).content.decode()
    client.force_login(keeper)
    refused = client.get(reverse("wagtailusers_users:roles"))

    page = answer.content.decode()
    assert answer.status_code == 200
    for rule, right in (
        (each.rules[act], right) for each in law.LAWS for act, right in each.acts.items()
    ):
        row = f'<th scope="row">{rule}</th><td>{"、".join(right.holders)}</td>'
        assert row in page
    assert "<td>志愿者</td>" in page
    assert reverse("wagtailusers_users:roles") in listed
    assert refused.status_code == 302


def test_every_act_is_called_by_a_name_of_its_own_that_is_no_refusal():
    rules = [str(each.rules[act]) for each in law.LAWS for act in each.acts]

    assert len(rules) == len(set(rules)) > 20
    assert not [rule for rule in rules if rule.endswith("。") or "只有" in rule]
    assert not [rule for rule in rules if any(role in rule for role in ROLES if role != "志愿者")]
