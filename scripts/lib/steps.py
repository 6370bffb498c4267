"""Running checks, several side by side, and counting what they did."""

import os
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import server
from place import LOGS, ROOT, say


@dataclass
class Tally:
    """What ran: one line per check, and the tests counted from pytest's own reports."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    lines: list = field(default_factory=list)
    aside: bool = False  # several checks run at once: what each prints is shown when it is done
    lock: threading.Lock = field(default_factory=threading.Lock)

    def lanes(self, *lanes):
        """Run functions side by side; what one raises is raised when all are done."""
        self.aside = True
        with ThreadPoolExecutor(len(lanes)) as pool:
            running = [pool.submit(lane) for lane in lanes]
        self.aside = False
        for lane in running:
            lane.result()

    def check(self, name, command, environment=None):
        """A check that passes or fails as a whole."""
        self._count(name, *self._run(name, command, environment), (1, 0, 0))

    def pytest(self, name, arguments, environment=None):
        """A run of pytest; its tests are counted one by one."""
        report = LOGS / f"junit-{name.replace(' ', '-')}.xml"
        report.unlink(missing_ok=True)
        command = [str(server.prepare()), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += [f"--junitxml={report}", *arguments]
        good, seconds = self._run(name, command, environment)
        self._count(name, good, seconds, counts(report))

    def _run(self, name, command, environment):
        say(f"{'    started:' if self.aside else '==>'} {name}")
        start = time.monotonic()
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=environment or server.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if self.aside else None,
            stderr=subprocess.STDOUT if self.aside else None,
            check=False,
        )
        if self.aside:
            with self.lock:
                say(f"\n==> {name}")
                sys.stderr.buffer.write(done.stdout)
                sys.stderr.flush()
        return done.returncode == 0, time.monotonic() - start

    def _count(self, name, good, seconds, numbers):
        with self.lock:
            self._add(name, good, seconds, numbers)

    def _add(self, name, good, seconds, numbers):
        passed, failed, skipped = numbers
        if not good and not failed and not skipped:  # it broke outside of any single test
            passed, failed = (0, 1) if passed == 1 else (passed, 1)
        self.passed, self.failed = self.passed + passed, self.failed + failed
        self.skipped += skipped
        words = f"{passed} passed, {failed} failed"
        words += f", {skipped} skipped (which fails the run)" if skipped else ""
        self.lines.append(f"    {name:<32}{words} ({seconds:.0f} s)")

    def conclude(self):
        """Print the table; the last line tells the truth. The exit code."""
        print("\n" + "\n".join(self.lines))
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}", flush=True)
        skips_allowed = bool(os.environ.get("BPM_ALLOW_SKIP"))
        return 1 if self.failed or (self.skipped and not skips_allowed) else 0


def counts(report):
    """(passed, failed, skipped) tests as pytest wrote them down; subtests count once."""
    if not report.exists():
        return 0, 0, 0
    worst = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = (case.get("classname"), case.get("name"))
        found = {child.tag for child in case}
        grade = 2 if found & {"failure", "error"} else 1 if "skipped" in found else 0
        worst[name] = max(grade, worst.get(name, 0))
    grades = list(worst.values())
    return grades.count(0), grades.count(2), grades.count(1)
