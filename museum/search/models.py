"""What the index stores. Nothing here is a fact of its own: `rebuild_search` makes it all anew.

`Entry` is narrow, because counting, filtering and sorting read it for every hit; `Words` is wide and
read for the hits of one page. Beside them stands what only the database in use has: an FTS5 table
on SQLite, a column of tokens on PostgreSQL (engines).
"""

import uuid

from django.db import models


class Key(models.OneToOneField):
    """The object, as the row's own number: on SQLite an INTEGER PRIMARY KEY is found without an
    index, a BIGINT one is not."""

    def db_type(self, connection):
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Entry(models.Model):
    """An object as it is counted, filtered and sorted."""

    item = Key(
        "catalogue.Item", models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    public = models.BooleanField(default=False)
    whole = models.BooleanField(default=True)  # not a part of another
    kind = models.CharField(max_length=30)  # the top category
    category = models.CharField(max_length=30)
    era = models.CharField(max_length=30)
    hall = models.CharField(max_length=20)
    household = models.CharField(max_length=80)
    # The five above of which there are few, and what it is made of, each in one: for counting.
    packed = models.TextField(blank=True, default="")
    made_of = models.TextField(blank=True, default="")
    displayed = models.BooleanField(default=False)
    storied = models.BooleanField(default=False)
    # From when it is, as far as anybody knows: its own years, else its era's.
    year_from = models.SmallIntegerField(null=True)
    year_to = models.SmallIntegerField(null=True)
    by_number = models.CharField(max_length=30)
    by_era = models.BigIntegerField()
    by_newest = models.BigIntegerField()

    class Meta:
        verbose_name = "search entry"
        indexes = [
            models.Index(fields=["public", "whole", "by_number", "item"], name="search_by_number"),
            models.Index(fields=["public", "whole", "by_era", "item"], name="search_by_era"),
            models.Index(fields=["public", "whole", "by_newest", "item"], name="search_by_newest"),
        ]

    def __str__(self):
        return f"entry of {self.item_id}"


class Material(models.Model):
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="materials", db_constraint=False)
    code = models.CharField(max_length=30)

    class Meta:
        verbose_name = "search material"

    def __str__(self):
        return self.code


class Words(models.Model):
    """An object's words in the one form, several texts of one field on lines of their own."""

    FIELDS = (
        "title",
        "names",
        "numbers",
        "facts",
        "text",
        "staff",
        "sounds",
        "initials",
        "whole",
        "uses",
    )

    item = models.OneToOneField(
        "catalogue.Item", models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    title = models.TextField(blank=True)
    names = models.TextField(blank=True)
    numbers = models.TextField(blank=True)
    facts = models.TextField(blank=True)
    text = models.TextField(blank=True)
    staff = models.TextField(blank=True)
    sounds = models.TextField(blank=True)
    initials = models.TextField(blank=True)
    whole = models.TextField(blank=True)
    uses = models.TextField(blank=True)  # what it is for
    said = models.JSONField(default=list)  # the public texts as they stand, for marking

    class Meta:
        verbose_name = "search words"

    def __str__(self):
        return f"words of {self.item_id}"


class Document(models.Model):
    """Anything else that can be found: a page, a picture, a place, a person. For staff alone."""

    model = models.CharField(max_length=80)
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = "search document"
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_document_each")]

    def __str__(self):
        return f"{self.model} {self.key}"


class Stale(models.Model):
    """An object whose words may have changed. Written by triggers, in the change's transaction."""

    item = models.BigIntegerField(db_index=True)
    tried_at = models.DateTimeField(null=True)  # and it could not be read

    class Meta:
        verbose_name = "stale search entry"

    def __str__(self):
        return str(self.item)


class State(models.Model):
    """Which state of the index this is, so that counts can be kept until the next one."""

    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = "state of the index"

    def __str__(self):
        return str(self.version)
