from django.apps import AppConfig


class Catalogue(AppConfig):
    name = "museum.catalogue"
    label = "catalogue"

    def ready(self):
        from museum.accounts.law import enact
        from museum.catalogue import opening, permissions, public, shown
        from museum.catalogue.models import Item
        from museum.freshness.triggers import add
        from museum.pictures.closing import close_if

        Item.previewed = public.preview  # models do not know the door
        add(shown.triggers)
        close_if(opening.is_picture_closed)
        enact(permissions.LAW)
