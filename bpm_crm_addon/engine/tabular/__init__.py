"""Reading tables that people made by hand: from a file's text to values of counterparties."""
