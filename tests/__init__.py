"""Tests; `from tests.common import BpmCase` works from every folder below."""
