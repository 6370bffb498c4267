"""Counter-offers: an approver agrees at other values, the requester accepts in one click."""
