from museum.catalogue.desk.acts import ACTS


def test_what_leaves_the_house_or_the_public_wears_another_button():
    assert {slug for slug, act in ACTS.items() if act.serious} == {
        "give-back", "fetch-home", "unsettled", "passed-away", "deaccession", "withdraw", "end-consent",
    }  # fmt: skip
