"""Numbers with units in Korean and English text: reading, comparing, writing."""

from bilingual.text.numbers.comparison import Comparison, Pair, compare
from bilingual.text.numbers.english import read_english
from bilingual.text.numbers.korean import read_korean
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value

__all__ = ["Bound", "Comparison", "Kind", "Pair", "Quantity", "Value", "compare", "read_english", "read_korean"]
