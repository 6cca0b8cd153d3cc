"""The house these tests let work."""

from tests.doors import house as house
