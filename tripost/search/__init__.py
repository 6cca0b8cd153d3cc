"""Full text over everything a person may see."""
