"""Numbers with units in Korean and English text: reading, comparing, writing."""

from bilingual.text.numbers.english import read_english
from bilingual.text.numbers.korean import read_korean
from bilingual.text.numbers.quantity import Bound, Kind, Quantity, Value

__all__ = ["Bound", "Kind", "Quantity", "Value", "read_english", "read_korean"]
