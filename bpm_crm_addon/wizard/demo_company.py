"""Load the demo company, or remove it again."""
