"""The two programs beside Odoo: a browser for tours and pictures, wkhtmltopdf for PDF."""

import shutil

import debian
from place import LOGS, fail, say


def browser():
    """The path of Chromium, installed when we may."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    debian.install("chromium", "browser tests and pictures", LOGS / "apt.log")
    return shutil.which("chromium") or fail(
        "A browser is missing: install Debian's package chromium (browser tests need it)."
    )


def ensure_all(required=False):
    """Both of them; what may not be installed is named, and missed only where it is needed."""
    if not shutil.which("wkhtmltopdf"):
        debian.install("wkhtmltopdf", "PDF documents", LOGS / "apt.log")
    missing = [name for name in ("chromium", "wkhtmltopdf") if not shutil.which(name)]
    if "chromium" in missing and debian.install("chromium", "browser tests", LOGS / "apt.log"):
        missing.remove("chromium")
    for name in missing:
        sentence = f"{name} is missing: install Debian's package {name}"
        if required:
            fail(f"{sentence} to run the tests.")
        say(f"    {sentence} for tests, pictures and PDF; Odoo runs without it.")
