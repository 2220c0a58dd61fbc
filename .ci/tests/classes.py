"""Runs the tests of one class; a process of its own imports this."""

import io
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Result(unittest.TextTestResult):
    """Counts the passed tests too, which unittest does not."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def import_paths():
    sys.path[:0] = [str(HERE), str(HERE.parent)]


def run_class(name, tests):
    """Runs tests of one class in this process: what they printed, and how many passed, failed, were skipped."""
    text = io.StringIO()
    start = time.monotonic()
    suite = unittest.TestLoader().loadTestsFromNames(tests)
    result = unittest.TextTestRunner(stream=text, verbosity=2, resultclass=Result).run(suite)
    # A failing subtest counts once, though its test may have several.
    failed = len({str(getattr(t, "test_case", t)) for t, _ in result.failures + result.errors})
    failed += len(result.unexpectedSuccesses)
    text.write(f"{name}: {time.monotonic() - start:.0f} s\n")
    return text.getvalue(), (result.passed, failed, len(result.skipped))
