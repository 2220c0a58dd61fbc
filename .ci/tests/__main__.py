"""Runs the tests of the scripts and of the notebooks and prints the sum with the library's; ./test calls it.

Arguments: whether the library's tests ran (yes or no), Maven's exit status, whether to run the tests here, names.
Test classes run beside each other, as many as there are cores; each prints what it did when it ends.
"""

import multiprocessing
import os
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from classes import import_paths, run_class

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


def cases(suite):
    for test in suite:
        yield from cases(test) if isinstance(test, unittest.TestSuite) else [test]


def scripts(names):
    import_paths()
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(names) if names else loader.discover(str(HERE))
    classes = {}
    for test in cases(suite):
        kind = type(test)
        # Of a wrong name, or a module that cannot be imported, unittest makes a test that fails: its name is asked for again.
        place = ("", test._testMethodName) if kind.__module__ == "unittest.loader" else (kind.__module__, kind.__qualname__)
        name = test.id() if place[0] else test._testMethodName
        classes.setdefault((-getattr(kind, "seconds", 0), *place), []).append(name)
    sums = [(0, 0, 0)]
    workers = os.cpu_count() or 1
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=import_paths) as pool:
        # Those that take long begin first.
        running = [
            pool.submit(run_class, f"{module}.{name}", tests) for (_, module, name), tests in sorted(classes.items())
        ]
        for one in as_completed(running):
            text, counts = one.result()
            print(text, flush=True)
            sums.append(counts)
    return tuple(sum(column) for column in zip(*sums))


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
