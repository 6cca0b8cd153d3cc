"""What is new in a plain-text mail, and what is quote or signature? Linear in the length."""

from tripost.core.quote.fold import Folded, fold
from tripost.core.quote.lines import is_attribution

__all__ = ["Folded", "fold", "is_attribution"]
