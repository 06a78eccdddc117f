from django.apps import AppConfig


class Accounts(AppConfig):
    name = "museum.accounts"
    label = "accounts"
