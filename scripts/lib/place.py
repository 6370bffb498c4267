"""Where things live on this machine, and the few ways to speak to the person waiting.

Nothing here needs more than Python's standard library: this runs before the virtual
environment exists. What a command was asked for goes to standard output; everything
said here goes to standard error.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import sys
import time
from pathlib import Path

ODOO_SERIES = "19.0"
ADDON = "bpm_crm_addon"
ROOT = Path(__file__).resolve().parents[2]


def _cache_folder():
    """A folder shared by all checkouts of a user.

    The private PostgreSQL of root runs as somebody else, who cannot enter root's home:
    root's cache is the machine's.
    """
    if chosen := os.environ.get("BPM_CACHE"):
        return Path(chosen).absolute()
    if os.geteuid() == 0:
        return Path("/var/cache") / ADDON
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    home = home or pwd.getpwuid(os.geteuid()).pw_dir
    base = Path(home) if os.environ.get("XDG_CACHE_HOME") else Path(home) / ".cache"
    return base / ADDON


if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed: start this with a newer python3 on the path.")
CACHE = _cache_folder()
CHECKOUT = CACHE / "checkouts" / hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
DATA = CHECKOUT / "data"
CONFIG = CHECKOUT / "odoo.conf"
LOGS = CHECKOUT / "logs"


def make_folders():
    """Create the folders above, or say in one sentence why that is impossible."""
    try:
        for folder in (CACHE, CHECKOUT, DATA, LOGS):
            folder.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                folder.chmod(0o755)
        (CHECKOUT / "path").write_text(f"{ROOT}\n")
    except OSError as error:
        fail(f"Cannot write below {CACHE} ({error.strerror}): set BPM_CACHE to a folder of yours.")


class Failure(SystemExit):
    """One clear sentence, and the end."""


def fail(sentence):
    say(sentence)
    raise Failure(1)


def say(text, end="\n"):
    """What is said aside may get lost with the terminal; what is being done goes on."""
    with contextlib.suppress(OSError):
        print(text, end=end, file=sys.stderr, flush=True)


def run(main):
    """Call a command's main; an interruption is no traceback."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("\nInterrupted: start the same command again, it goes on from here.")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)


class Progress:
    """A long step: what it does, how far it is, how long it took."""

    def __init__(self, title):
        self.title, self.start, self.told = title, time.monotonic(), -1
        self.live = sys.stderr.isatty()
        say(f"==> {title}")

    def at(self, done, total, unit=""):
        """Tell how far it is: in place on a terminal, every tenth elsewhere."""
        percent = 100 * done // total if total else 0
        if percent == self.told or (not self.live and percent // 10 == self.told // 10):
            return
        self.told = percent
        say(f"    {done} of {total}{unit} ({percent} %)", end="\r" if self.live else "\n")

    def done(self, text="done"):
        say(f"    {text} ({time.monotonic() - self.start:.0f} s)          ")


@contextlib.contextmanager
def locked(name, folder=None):
    """Only one process at a time does `name`; the others wait and then find it done."""
    folder = folder or CACHE
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"    waiting for another process that is busy with: {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fingerprint(*parts):
    """A few letters that change when any of the parts does."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def digest(paths):
    """The fingerprint of files: their names and contents."""
    return fingerprint(*((str(path), path.read_bytes()) for path in sorted(paths)))


def port():
    """The port to serve on, from BPM_PORT."""
    value = os.environ.get("BPM_PORT") or "8069"
    if not value.isdigit() or not 0 < int(value) < 65536:
        fail(f"BPM_PORT must be a port number between 1 and 65535, not {value!r}.")
    return int(value)
