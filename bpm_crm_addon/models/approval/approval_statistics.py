"""How routes did: who was asked, how often they said no, what it cost in hours."""
