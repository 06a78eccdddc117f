"""Fill in a page's form as a person would: everything as it stands there, but for what is changed."""

from bs4 import BeautifulSoup


def form_on(response, selector="form#w-editor-form", **changes) -> dict:
    """Return what the form on the page would send, with changes."""
    form = BeautifulSoup(response.content, "html.parser").select_one(selector)
    sent = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = field["name"]
        if field.name == "textarea":
            # A browser drops the first line break of a textarea.
            sent[name] = field.text.removeprefix("\n").removeprefix("\r\n")
        elif field.name == "select":
            chosen = [each["value"] for each in field.select("option[selected]")]
            sent[name] = chosen[0] if chosen else ""
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                sent.setdefault(name, []).append(field.get("value", "on"))
        elif field.get("type") != "file":
            sent[name] = field.get("value", "")
    return sent | changes


def act_form(response, **changes) -> dict:
    return form_on(response, ".desk-act form", **changes)


def words(response) -> str:
    """Return what one reads on the page, without script and style."""
    soup = BeautifulSoup(response.content, "html.parser")
    for each in soup(["script", "style", "template"]):
        each.decompose()
    return " ".join(soup.get_text(" ").split())
