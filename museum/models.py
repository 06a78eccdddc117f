from museum.institution import Museum
from museum.ledger import LedgerLine
from museum.numbering import Counter

__all__ = ["Counter", "LedgerLine", "Museum"]
