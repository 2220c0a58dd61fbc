"""What is pinned is pinned everywhere alike."""

import re
import unittest

from clones import ROOT


class Pins(unittest.TestCase):
    def test_conda_installs_the_same_versions_as_pip(self):
        lines = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith("#")]
        conda = (ROOT / "environment.yml").read_text(encoding="utf-8")
        self.assertTrue(all(re.fullmatch(r"[a-z]+==[\w.]+", pin) for pin in pins), pins)
        self.assertEqual(re.findall(r"^ {6}- (.+)$", conda.split("- pip:")[1], re.M), pins)


if __name__ == "__main__":
    unittest.main()
