"""The samples as pydicom reads them: valid files, and the same pixels that the library reads."""

import hashlib
import json
import subprocess
import sys
import tempfile
import unittest
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Films that have SIIM's own faults on purpose (data/README.md).
FAULTY = {"000004.dcm", "000021.dcm", "000038.dcm"}


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name) / "samples"
        made = subprocess.run(
            [ROOT / "run", "samples", "--seed", "7", "--patients", "9", cls.folder],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        cls.printed = made.stdout
        rows = subprocess.run(
            [ROOT / "run", "inspect", "--json", cls.folder], check=True, capture_output=True, text=True
        ).stdout
        cls.rows = {Path(r["path"]): r for r in map(json.loads, rows.splitlines())}

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_the_command_prints_the_folder(self):
        self.assertEqual(self.printed.strip(), str(self.folder))

    def test_pydicom_reads_every_file_without_a_warning(self):
        import pydicom

        self.assertEqual(len(self.rows), 10 + 52 + 32)
        for path in self.rows:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                for element in pydicom.dcmread(path).iterall():
                    element.value  # decoded when asked for
            self.assertEqual([str(w.message) for w in caught], [], path)

    def test_pydicom_finds_the_ages_valid_but_in_the_faulty_films(self):
        import pydicom
        from pydicom.valuerep import validate_value

        for path in self.rows:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                validate_value("AS", pydicom.dcmread(path).PatientAge, pydicom.config.WARN)
            self.assertEqual(bool(caught), path.name in FAULTY and "siim" in path.parts, path)

    def test_pydicoms_pixels_equal_ours(self):
        try:
            import numpy
            import PIL.Image  # noqa: F401, pydicom decodes JPEG with it
        except ImportError:
            self.skipTest("NumPy and Pillow are not in .venv: pip install numpy pillow")
        import pydicom

        for path, row in self.rows.items():
            self.assertIsNone(row["error"])
            array = pydicom.dcmread(path).pixel_array.astype("<i4")
            if row["transferSyntax"] == "1.2.840.10008.1.2.4.50":
                probes = [int(array.reshape(-1)[(2 * k + 1) * array.size // 32]) for k in range(16)]
                for ours, theirs in zip(row["probes"], probes):
                    self.assertLessEqual(abs(ours - theirs), 1, path)
                self.assertLess(abs(array.mean() - row["mean"]), 0.5, path)
            else:
                digest = hashlib.sha256(numpy.ascontiguousarray(array).tobytes()).hexdigest()
                self.assertEqual(digest, row["valuesSha256"], path)


if __name__ == "__main__":
    sys.exit(unittest.main())
