"""What is installed is what was locked: every package with its version and its hashes, for pip and for conda."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CI = ROOT / ".ci"


def pins(name):
    """The versions of a list of requirements, by name."""
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", (CI / name).read_text(encoding="utf-8"), re.M))


def requirements(name):
    """The requirements of a lock: each one's first line, and its hashes."""
    text = re.sub(r"^#.*\n", "", (CI / name).read_text(encoding="utf-8"), flags=re.M)
    for block in re.split(r"\n(?=\S)", text.strip()):
        yield block.splitlines()[0], re.findall(r"--hash=sha256:([0-9a-f]{64})", block)


class Pins(unittest.TestCase):
    def test_the_locks_hold_what_is_asked_for(self):
        for name in ("requirements", "requirements-test"):
            asked = pins(f"{name}.in")
            self.assertTrue(asked)
            self.assertEqual(asked, {k: v for k, v in pins(f"{name}.txt").items() if k in asked})

    def test_every_requirement_has_a_version_and_hashes(self):
        for name in ("requirements.txt", "requirements-test.txt"):
            for line, hashes in requirements(name):
                with self.subTest(line):
                    self.assertRegex(line, r"^[\w.\[\],-]+==[\w.]+( ;|\s*\\\\?$)")
                    self.assertTrue(hashes)

    def test_both_locks_name_the_same_versions(self):
        run, test = pins("requirements.txt"), pins("requirements-test.txt")
        self.assertEqual({k: run[k] for k in run.keys() & test.keys()}, {k: test[k] for k in run.keys() & test.keys()})

    def test_no_host_of_packages_is_named(self):
        for name in ("requirements.in", "requirements.txt", "requirements-test.in", "requirements-test.txt"):
            self.assertNotRegex((CI / name).read_text(encoding="utf-8"), r"https?://|(?<!no-emit-)(index-url|find-links)")

    def test_conda_and_binder_install_the_same_lock_as_pip(self):
        self.assertIn("\n      - -r .ci/requirements.txt\n", (ROOT / "environment.yml").read_text(encoding="utf-8"))
        self.assertEqual((ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").strip(), "-r ../.ci/requirements.txt")


if __name__ == "__main__":
    unittest.main()
