"""The names that readers meet: those of the notebooks stand on the page of types, those of the pages exist."""

import re
import unittest

import notebooks
from clones import ROOT

SOURCES = [*(ROOT / "lib").glob("*/src/main/java/**/*.java"), ROOT / "lib" / "dictionary" / "src" / "generator" / "Tag.java"]


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


def balanced(text, start, opening, closing):
    """Where what is opened before start is closed."""
    depth = 1
    while depth:
        depth += (text[start] == opening) - (text[start] == closing)
        start += 1
    return start


class Records(unittest.TestCase):
    # Handed over and not copied: it may be a GiB.
    SHARED = {("FileContent", "inflated")}

    def test_a_public_record_with_an_array_is_equal_by_content_and_closed_to_change(self):
        seen = 0
        for path in SOURCES:
            text = path.read_text(encoding="utf-8")
            for match in re.finditer(r"public (?:static )?record (\w+)\s*(?:<[^>]*>)?\(", text):
                end = balanced(text, match.end(), "(", ")")
                arrays = re.findall(r"\[\]\s+(\w+)", text[match.end() : end])
                if not arrays:
                    continue
                seen += 1
                start = text.index("{", end) + 1
                body = text[start : balanced(text, start, "{", "}")]
                with self.subTest(path.name, record=match[1]):
                    self.assertIn("boolean equals(Object", body)
                    self.assertIn("int hashCode()", body)
                    for name in arrays:
                        if (match[1], name) not in self.SHARED:
                            self.assertRegex(body, rf"public [\w\[\]]+ {name}\(\) \{{", "the accessor gives the array itself")
        self.assertGreater(seen, 8)


if __name__ == "__main__":
    unittest.main()
