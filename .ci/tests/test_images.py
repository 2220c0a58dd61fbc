"""The pictures of the README: what is committed is what the code makes today, and none is missing."""

import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "images"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SVG = "{http://www.w3.org/2000/svg}"


class Made(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.fresh = Path(temporary.name)
        samples = ROOT / "data" / "samples"
        made = subprocess.run(
            [ROOT / "run", "images", "--samples", samples, "--out", cls.fresh],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        cls.printed = made.stdout.split("\n")[:-1]

    def test_the_command_prints_each_picture_that_it_makes(self):
        self.assertEqual(sorted(self.printed), sorted(str(p) for p in self.fresh.iterdir()))

    def test_a_place_that_cannot_be_written_is_said_in_one_sentence(self):
        made = subprocess.run(
            [ROOT / "run", "images", "--samples", ROOT / "data" / "samples", "--out", ROOT / "README.md"],
            capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual((made.returncode, made.stdout), (1, ""))
        self.assertRegex(made.stderr, r"\A.*README\.md.workflow\.svg: cannot be written: its folder cannot be made .*\n\Z")

    def test_just_these_pictures_are_committed(self):
        self.assertEqual(sorted(p.name for p in self.fresh.iterdir()), sorted(p.name for p in IMAGES.iterdir()))

    def test_drawings_are_equal_byte_for_byte(self):
        for fresh in self.fresh.glob("*.svg"):
            committed = (IMAGES / fresh.name).read_text("utf-8")
            self.assertEqual(fresh.read_text("utf-8"), committed, f"{fresh.name}: ./run images makes another")

    def test_images_are_equal_but_for_fonts_and_compression(self):
        try:
            from PIL import Image, ImageChops
        except ImportError:
            self.skipTest("Pillow is not in .venv: pip install pillow")
        for fresh in self.fresh.glob("*.jpg"):
            with Image.open(fresh) as new, Image.open(IMAGES / fresh.name) as old:
                self.assertEqual((new.size, new.mode), (old.size, old.mode), fresh.name)
                # Blocks of 20 x 20 pixels: other letters change a few of them, another image changes most.
                size = (new.width // 20, new.height // 20)
                parts = [i.convert("L").resize(size, Image.Resampling.BOX) for i in (new, old)]
                apart = ImageChops.difference(*parts).tobytes()
                same = sum(level <= 1 for level in apart) / len(apart)
                self.assertGreater(same, 0.85, f"{fresh.name}: ./run images makes another picture")

    def test_images_are_sharp_on_a_fine_screen_and_small(self):
        try:
            from PIL import Image
        except ImportError:
            self.skipTest("Pillow is not in .venv: pip install pillow")
        for path in IMAGES.glob("*.jpg"):
            with Image.open(path) as image:
                self.assertIn(image.width, (460, 1400), path.name)
            self.assertLess(path.stat().st_size, 200_000, path.name)


class Drawings(unittest.TestCase):
    def test_a_screen_reader_is_told_what_each_shows(self):
        for path in IMAGES.glob("*.svg"):
            root = ElementTree.parse(path).getroot()
            self.assertEqual(root.get("role"), "img", path.name)
            self.assertEqual([child.tag for child in root][:2], [SVG + "title", SVG + "desc"], path.name)
            self.assertTrue(all(child.text for child in root[:2]), path.name)

    def test_they_bring_their_colours_for_light_and_dark_and_need_nothing_from_elsewhere(self):
        for path in IMAGES.glob("*.svg"):
            text = path.read_text("utf-8")
            self.assertIn("prefers-color-scheme:dark", text, path.name)
            self.assertNotRegex(text, r"(?i)@import|@font-face|href|url\(|<script", path.name)


class Readme(unittest.TestCase):
    """The README and the pages in docs that it leads to."""

    def links(self):
        """(alt text, path) of every picture."""
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            found = re.findall(r"!\[([^\]]*)\]\(([^) ]+)\)", text)
            for tag in re.findall(r"<img [^>]*>", text):
                found.append(tuple(re.search(rf'{name}="([^"]*)"', tag).group(1) for name in ("alt", "src")))
            for alt, path in found:
                yield alt, (page.parent / path).resolve()

    def test_every_picture_is_there_and_told_in_words(self):
        self.assertTrue(list(self.links()))
        for alt, path in self.links():
            self.assertTrue(path.is_file(), path)
            self.assertGreater(len(alt), 20, path)

    def test_every_picture_made_is_shown(self):
        self.assertEqual({path for _, path in self.links()}, {path.resolve() for path in IMAGES.iterdir()})

    def test_every_link_into_the_project_leads_somewhere(self):
        for page in PAGES:
            for path in re.findall(r"[^!]\[[^\]]*\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
                self.assertTrue((page.parent / path).exists(), f"{page.name}: {path}")

    def test_the_readme_is_short_and_leads_to_every_page(self):
        text = PAGES[0].read_text(encoding="utf-8")
        self.assertLessEqual(len(text.split()), 1200)
        for page in PAGES[1:]:
            self.assertIn(f"](docs/{page.name})", text)


if __name__ == "__main__":
    unittest.main()
