"""The names that readers meet: those of the notebooks stand on the page of types, those of the pages exist."""

import re
import unittest

import notebooks
from clones import ROOT

SOURCES = [*(ROOT / "lib").glob("*/src/main/java/**/*.java"), ROOT / "lib" / "dictionary" / "src" / "build" / "Tag.java"]


def public_types():
    """Our public types, by name: their packages."""
    found = {}
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if re.search(rf"^public [\w ]*(class|record|interface|enum) {path.stem}\b", text, re.M):
            found.setdefault(path.stem, set()).add(re.search(r"^package ([\w.]+);", text, re.M)[1])
    return found


def named(source):
    """The type names in a cell, without those in texts and comments."""
    return set(re.findall(r"(?<!\.)\b[A-Z]\w+\b", re.sub(r'"(\\.|[^"\\])*"|//[^\n]*', "", source)))


class Types(unittest.TestCase):
    def listed(self):
        text = (ROOT / "docs" / "types.md").read_text(encoding="utf-8")
        return dict(re.findall(r"^\| `(\w+)` \|.*\| `([\w.]+)` \(", text, re.M))

    def test_a_notebook_names_no_type_that_is_not_on_the_page(self):
        types, listed = public_types(), self.listed()
        for path in sorted(notebooks.SOURCES.glob("*.ipynb")):
            for code in notebooks.code_cells(notebooks.read(path)):
                with self.subTest(path.name, cell=code.source[:60]):
                    self.assertEqual(named(code.source) & types.keys() - listed.keys(), set())

    def test_the_page_lists_types_that_there_are(self):
        types, listed = public_types(), self.listed()
        self.assertGreater(len(listed), 40)
        for name, package in listed.items():
            self.assertIn(package, types.get(name, ()), name)

    def test_calls_of_the_pages_are_methods_that_there_are(self):
        methods = set()
        for path in SOURCES:
            methods.update(re.findall(r"\b(\w+)\(", path.read_text(encoding="utf-8")))
        for page in (ROOT / "README.md", ROOT / "docs" / "names.md"):
            for code in re.findall(r"`([^`]+)`|```java(.*?)```", page.read_text(encoding="utf-8"), re.S):
                for owner, method in re.findall(r"\b([A-Z]\w+)\.(\w+)\(", "".join(code)):
                    if owner in public_types():
                        self.assertIn(method, methods, f"{page.name}: {owner}.{method}")


if __name__ == "__main__":
    unittest.main()
