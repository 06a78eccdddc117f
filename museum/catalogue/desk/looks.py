from django.templatetags.static import static
from django.utils.html import format_html


def stylesheet():
    return format_html('<link rel="stylesheet" href="{}">', static("catalogue/register.css"))
