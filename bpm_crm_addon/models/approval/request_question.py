"""Questions and answers on a request; while one waits the clock may pause."""
