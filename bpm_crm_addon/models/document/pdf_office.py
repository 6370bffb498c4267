"""Word files as PDF, by LibreOffice where it is installed on the server.

It runs in a folder and with a profile of its own, for a limited time, and is ended with everything
it started. The caller holds no lock meanwhile.
"""

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_logger = logging.getLogger(__name__)
SECONDS = 60
PROGRAMS = ("soffice", "libreoffice")


def office():
    """The program's path; None where LibreOffice is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def as_pdf(raw, seconds=SECONDS):
    """The PDF of a Word file's bytes; None when there is no LibreOffice or it did not manage."""
    program = office()
    if not program:
        return None
    with tempfile.TemporaryDirectory(prefix="bpm_pdf_", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "paper.docx").write_bytes(raw)
        _run(program, folder, seconds)
        made = folder / "paper.pdf"
        pdf = made.read_bytes() if made.is_file() else b""
    return pdf if pdf.startswith(b"%PDF") else None


def _run(program, folder, seconds):
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "paper.docx"),
    ]
    running = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        _logger.warning("LibreOffice did not finish within %s seconds", seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
