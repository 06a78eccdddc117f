import json

from exhibits import linked_data


def test_no_text_can_end_its_script_element():
    script = linked_data.script({"name": "</script><script>alert(1)</script>"})

    assert "<" not in script
    assert json.loads(script)["name"] == "</script><script>alert(1)</script>"


def test_what_nobody_knows_is_left_out():
    assert json.loads(linked_data.script({"name": "纺车", "material": ""})) == {
        "@context": "https://schema.org",
        "name": "纺车",
    }
