from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NotTheName(UserAttributeSimilarityValidator):
    """Refuses (code "password_too_similar") a password that is the user name or the person's name,
    nearly too, in the order of Chinese names or the other way round."""

    def validate(self, password, user=None):
        if user is None:
            return
        whole = [user.get_full_name(), f"{user.first_name}{user.last_name}"]
        try:
            super().validate(password, user)
            if any(name and name.casefold() in password.casefold() for name in whole):
                raise ValidationError("", code="password_too_similar")
        except ValidationError as error:
            raise ValidationError(
                _(
                    "The password is too much like the name. Take words that nobody connects with it."
                ),
                code="password_too_similar",
            ) from error

    def get_help_text(self):
        return _("Not the name, not the user name.")
