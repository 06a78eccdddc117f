"""The objects of objects.toml as the receipt's verb takes them, with their photos and stories."""

from museum.catalogue.donating import Thing
from museum.catalogue.models import Photo, Story, Term
from museum.people.models import Person
from museum.pictures.models import Picture

# Called alike in objects.toml and on an object.
SAME = ("era_text", "year_from", "year_to", "materials_text", "dimensions_text", "use",
        "provenance")  # fmt: skip


class Things:
    """people and pictures: those of the village, by the names that the rows give them."""

    def __init__(self, people: dict[str, Person], pictures: dict[tuple[str, str], Picture]):
        self.people, self.pictures = people, pictures
        self.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        self.materials = {term.name: term for term in Term.objects.of("material")}

    def thing(self, row) -> Thing:
        more = {name: row[name] for name in SAME if name in row}
        more |= dict(row["dimensions"])
        more |= {
            "dialect_names": "、".join(row["dialect_names"]),
            "era": self.terms["era", row["era"]],
            "national_category": self.terms["national_category", row["national"]],
            "completeness": self.terms["completeness", row["completeness"]],
            "preservation": self.terms["preservation", row["preservation"]],
            "is_replica": row.get("is_replica", False),
            "materials": [self.materials[name] for name in row["materials"]],
            "stories": [self._story(each) for each in row.get("story", ())],
            "tags": row["tags"],
        }
        return Thing(
            title=row["title"],
            way=row["way"],
            conditions=row["conditions"],
            loan_ends=row.get("loan_ends"),
            other_names="、".join(row["other_names"]),
            category=self._category(row),
            quantity=row["quantity"],
            unit=row["unit"],
            pieces=row["pieces"],
            condition=row["condition"],
            pictures=[self._photo(each) for each in row.get("photo", ())],
            more=more,
        )

    def _category(self, row) -> Term:
        top = self.terms["category", row["category"]]
        children = {term.name: term for term in self.terms.values() if term.parent_id == top.pk}
        return children[row["subcategory"]] if row["subcategory"] else top

    def _photo(self, row) -> Photo:
        picture = self.pictures[row["drawing"], row.get("crop", "")]
        words = {name: row[name] for name in ("alt", "caption", "credit")}
        return Photo(picture=picture, **words)

    def _story(self, row) -> Story:
        return Story(
            text=row["text"].strip(),
            teller=self.people[row["teller"]],
            teller_naming=row["naming"],
            told_on=row["told_on"],
            told_where=row["told_where"],
            recorder=self.people[row["recorder"]],
            recorder_named=row["recorder_naming"] == "full",
        )
