"""The house these tests open the door of."""

from tests.doors import house as house
