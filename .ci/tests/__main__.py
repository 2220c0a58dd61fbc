"""Runs the tests of the scripts and of the notebooks and prints the sum with the library's; ./test calls it.

Arguments: whether the library's tests ran (yes or no), Maven's exit status, whether to run the tests here, names.
"""

import os
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIB = HERE.parent.parent / "lib"
REPORTS = sorted(LIB.glob("*/target/surefire-reports"))


def library(status):
    """Passed, failed and skipped tests of the library from the reports that Maven left."""
    total = failed = skipped = 0
    for report in (path for folder in REPORTS for path in folder.glob("TEST-*.xml")):
        suite = ElementTree.parse(report).getroot()
        total += int(suite.get("tests"))
        failed += int(suite.get("failures")) + int(suite.get("errors"))
        skipped += int(suite.get("skipped"))
    if status != 0 and failed == 0:
        # It does not compile, or its process died.
        total, failed = total + 1, 1
    return total - failed - skipped, failed, skipped


class Result(unittest.TextTestResult):
    """Counts the passed tests too, which unittest does not."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def scripts(names):
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(names) if names else loader.discover(str(HERE))
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Result).run(suite)
    # A failing subtest counts once, though its test may have several.
    failed = len({str(getattr(t, "test_case", t)) for t, _ in result.failures + result.errors})
    failed += len(result.unexpectedSuccesses)
    return result.passed, failed, len(result.skipped)


def main():
    java, status, here, *names = sys.argv[1:]
    sums = [library(int(status))] if java == "yes" else []
    if here == "yes":
        sums.append(scripts(names))
    passed, failed, skipped = (sum(column) for column in zip(*sums))
    sys.stderr.flush()
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    # No exit handlers: nothing may be printed below the sum.
    os._exit(1 if failed else 0)


if __name__ == "__main__":
    main()
