from django.db import models
from django.utils import timezone


class Night(models.Model):
    """One night's work. The day is unique: of several processes the first one does it."""

    day = models.DateField(unique=True)
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    failed = models.JSONField(default=list)  # the names of the commands that did not succeed

    class Meta:
        ordering = ["-day"]

    def __str__(self):
        return str(self.day)


class Backup(models.Model):
    """One try to make a backup (museum/upkeep/backups), and whether it could be brought back."""

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(default=timezone.now)
    place = models.TextField()  # the folder in which the backups lie
    name = models.CharField(max_length=60)
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    failed = models.TextField(default="")  # a sentence, "" where it is whole
    tried_at = models.DateTimeField(null=True)  # brought back in a scratch folder
    fault = models.TextField(default="")  # what was found then, "" where nothing was

    class Meta:
        ordering = ["-ended_at"]
        default_permissions = ()

    def __str__(self):
        return self.name
