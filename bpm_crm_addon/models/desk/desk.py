"""My Desk: one page of rows, a union of the cards of a person's jobs."""
