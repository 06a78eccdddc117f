from museum.campaigns import Campaign
from museum.freshness.versions import StoredVersions
from museum.institution import Museum
from museum.ledger import LedgerLine
from museum.numbering import Counter
from museum.throttling import Tries

__all__ = ["Campaign", "Counter", "LedgerLine", "Museum", "StoredVersions", "Tries"]
