"""Business stories, each from one end to the other as people live it."""
