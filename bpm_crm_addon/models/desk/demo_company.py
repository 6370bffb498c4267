"""The demo company: loaded by a program, removed without a trace."""
