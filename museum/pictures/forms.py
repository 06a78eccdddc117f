from django import forms
from django.core.validators import MaxLengthValidator
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from museum.clock import today
from museum.pictures.judging import judge
from museum.pictures.serving import prepare


class PictureFileField(WagtailImageField):
    """Wagtail's file field with the museum's own judge: a file with a wrong ending is taken and
    gets the right one, and a refusal is a sentence."""

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        if file is not None:
            file.judged = judge(file)
            file.name = f"picture.{file.judged.extension}"
        return file


class PictureForm(BaseImageForm):
    """The form behind Wagtail's single, multiple and chooser uploads."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureFileField(
                label=plain.label, required=plain.required, widget=plain.widget
            )
        if "title" in self.fields:
            # Wagtail's multiple upload puts the file aside where another field fails: none does.
            title = self.fields["title"]
            title.required = False
            title.validators = [
                each for each in title.validators if not isinstance(each, MaxLengthValidator)
            ]

    def clean_title(self):
        return self.cleaned_data["title"][:255] or f"{today():%Y-%m-%d}"

    def save(self, commit=True):
        picture = super().save(commit)
        if commit:
            prepare(picture)
        return picture
