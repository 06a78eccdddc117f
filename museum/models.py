from museum.campaigns import Campaign
from museum.institution import Museum
from museum.ledger import LedgerLine
from museum.numbering import Counter
from museum.stamps import Stamp

__all__ = ["Campaign", "Counter", "LedgerLine", "Museum", "Stamp"]
