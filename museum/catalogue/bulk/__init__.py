"""The rows of many objects, thought out in memory and then written table by table.

What stands in them is what the single verbs write (donating, accessioning, moving, and Wagtail's
save_revision and publish); a test registers the same list both ways and compares every table.
"""

from museum.catalogue.bulk.chunk import Chunk
from museum.catalogue.bulk.lines import Line
from museum.catalogue.bulk.rows import Row, Rows, chunks, on_row, on_rows

__all__ = ["Chunk", "Line", "Row", "Rows", "chunks", "on_row", "on_rows"]
