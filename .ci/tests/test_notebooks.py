"""The committed notebooks: each runs without an error, prints what is stored, and keeps the house's style."""

import asyncio
import copy
import functools
import html.parser
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import nbformat
import notebooks
from clones import cell, long, pydicom_file

LOGS = notebooks.BUILD / "test"
PATHS = sorted(notebooks.SOURCES.glob("*.ipynb"))


def setUpModule():
    notebooks.set_environment(None, LOGS / "tmp")
    notebooks.make_default_data()


def execute(notebook, name):
    return asyncio.run(notebooks.execute(notebook, LOGS / f"{name}.log"))


def printed(code):
    """The text of a cell's outputs, as it is compared."""
    texts = []
    for output in code.outputs:
        if output.output_type == "stream":
            texts.append(output.text)
        elif "data" in output:
            texts.append(output.data.get("text/plain", ""))
    return texts


def tags(code):
    return code.metadata.get("tags", [])


class Alternatives(html.parser.HTMLParser):
    """Collects images without a text for those who cannot see them."""

    def __init__(self):
        super().__init__()
        self.without = []

    def handle_starttag(self, tag, attributes):
        if tag == "img" and not (dict(attributes).get("alt") or "").strip():
            self.without.append(self.get_starttag_text()[:80])

    handle_startendtag = handle_starttag


class Solutions(html.parser.HTMLParser):
    """Collects the pieces of Java in folded solutions: what calls something."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], []

    def handle_starttag(self, tag, attributes):
        if tag in ("details", "code"):
            self.inside.append(tag)
            if self.inside == ["details", "code"]:
                self.found.append("")

    def handle_endtag(self, tag):
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data):
        if self.inside == ["details", "code"]:
            self.found[-1] += data


def solutions(notebook):
    parser = Solutions()
    for c in notebook.cells:
        if c.cell_type == "markdown":
            parser.feed(c.source)
    return [code for code in parser.found if re.search(r"\w\s*\(", code)]


class Fresh:
    """One execution of a notebook serves all questions."""

    path = None

    def test_it_runs_and_prints_what_is_stored_and_its_solutions_run(self):
        stored = notebooks.read(self.path)
        longer = copy.deepcopy(stored)
        for code in solutions(stored):
            longer.cells.append(nbformat.v4.new_code_cell(code, metadata={"tags": ["raises-exception"]}))
        fresh, error = execute(longer, self.path.stem)
        with self.subTest(what="runs"):
            self.assertIsNone(error)
        for solved in notebooks.code_cells(fresh)[len(notebooks.code_cells(stored)) :]:
            with self.subTest(solution=solved.source):
                self.assertIsNotNone(solved.execution_count, "did not run")
                if any(o.output_type == "error" for o in solved.outputs):
                    self.fail(notebooks.message(solved))
        pairs = zip(notebooks.code_cells(stored), notebooks.code_cells(fresh))
        for number, (old, new) in enumerate(pairs, 1):
            if "volatile" not in tags(old):
                with self.subTest(cell=number):
                    self.assertEqual(printed(old), printed(new), "./run --store stores the present outputs")


# A class for each notebook, so that they run beside each other.
for each in PATHS:
    name = f"Fresh{each.stem}"
    globals()[name] = type(name, (Fresh, unittest.TestCase), {"path": each, "seconds": 90, "__module__": __name__})
JUDGES = "SIIM_Starter"  # needs more patients than the others, of which a tenth is enough


class OtherSamples:
    """What the text claims of the samples holds for samples of other seeds: a claim that fails is an error."""

    def run_on_samples(self, seed, patients, paths):
        """The notebooks as they were executed."""
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "samples"
            made = subprocess.run(
                [notebooks.ROOT / "run", "samples", "--seed", str(seed), "--patients", str(patients), folder],
                capture_output=True, text=True,
            )  # fmt: skip
            self.assertEqual(made.returncode, 0, made.stderr)
            notebooks.set_environment(folder, LOGS / "tmp")
            self.addCleanup(notebooks.set_environment, None, LOGS / "tmp")
            for path in paths:
                with self.subTest(path.name, seed=seed):
                    executed, error = execute(notebooks.read(path), f"{path.stem}-seed{seed}")
                    self.assertIsNone(error)
                    yield executed


class OtherSamplesRead(OtherSamples, unittest.TestCase):
    seconds = 60

    def check(self, seed):
        paths = [path for path in PATHS if path.stem != JUDGES]
        self.assertEqual(len(list(self.run_on_samples(seed, 12, paths))), len(paths))

    def test_each_notebook_runs_on_samples_of_another_seed(self):
        self.check(2)

    @long
    def test_each_notebook_runs_on_samples_of_further_seeds(self):
        for seed in (3, 4, 5, 6):
            self.check(seed)


class OtherSamplesJudged(OtherSamples, unittest.TestCase):
    seconds = -1  # last, and so not beside the other training: two of them wait for each other on two cores

    def test_a_classifier_is_judged_on_samples_of_another_seed(self):
        paths = [path for path in PATHS if path.stem == JUDGES]
        for executed in self.run_on_samples(3, 80, paths):
            second = notebooks.code_cells(executed)[1]
            self.assertNotIn("samples", str(second.outputs), "the usual samples stood in")


def of_each_notebook(check):
    """Makes a test that asks the same of every notebook."""

    @functools.wraps(check)
    def test(self):
        for path in PATHS:
            with self.subTest(path.name):
                check(self, path, notebooks.read(path))

    return test


class Style(unittest.TestCase):
    @of_each_notebook
    def test_outputs_come_from_one_clean_run(self, path, notebook):
        counts = [c.execution_count for c in notebooks.code_cells(notebook)]
        self.assertEqual(counts, list(range(1, len(counts) + 1)))
        for number, code in enumerate(notebooks.code_cells(notebook), 1):
            self.assertNotIn("error", [o.output_type for o in code.outputs], f"cell {number}")

    @of_each_notebook
    def test_nothing_unfinished_is_left(self, path, notebook):
        for number, c in enumerate(notebook.cells):
            self.assertNotRegex(c.source, r"(?i)#\s*todo|\bTODO\b|\bFIXME\b|\bXXX\b", f"cell {number} from 0")

    @of_each_notebook
    def test_cells_are_short_and_differ_from_the_one_before(self, path, notebook):
        codes = notebooks.code_cells(notebook)
        for number, code in enumerate(codes, 1):
            self.assertLessEqual(len(code.source.strip().splitlines()), 12, f"lines of cell {number}")
        for number, (one, two) in enumerate(zip(codes, codes[1:]), 2):
            self.assertNotEqual(one.source.strip(), two.source.strip(), f"cell {number} repeats the one before")

    @of_each_notebook
    def test_no_path_of_a_machine_and_no_time_is_stored(self, path, notebook):
        self.assertIsNone(notebooks.machine_path(path.read_text(encoding="utf-8")))
        for c in notebook.cells:
            self.assertNotIn("execution", c.metadata)
        self.assertEqual(notebook.metadata.get("kernelspec"), notebooks.KERNEL)
        self.assertEqual(notebook.metadata.get("language_info"), notebooks.LANGUAGE)

    @of_each_notebook
    def test_every_picture_has_a_text(self, path, notebook):
        for c in notebook.cells:
            parser = Alternatives()
            if c.cell_type == "markdown":
                parser.feed(c.source)
                self.assertNotRegex(c.source, r"!\[\s*\]\(", "a picture without a text")
            for output in c.get("outputs", []):
                data = output.get("data", {})
                parser.feed(data.get("text/html", ""))
                if "text/html" not in data and re.search("image/(png|jpeg)", " ".join(data)):
                    # The text stands in for the picture where it cannot be shown.
                    self.assertTrue(data.get("text/plain", "").strip(), "a picture without a text")
            self.assertEqual(parser.without, [])

    @of_each_notebook
    def test_notebooks_are_small(self, path, notebook):
        self.assertLess(path.stat().st_size, 1_000_000)


def notebook_of(*cells):
    made = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return nbformat.from_dict(made)


class Page(unittest.TestCase):
    """The page is for readers: settings of a blog and of an editor do not show."""

    def page(self, *cells):
        return notebooks.page(notebook_of(*cells), "Name")

    def test_the_list_of_settings_below_the_title_is_left_out_and_no_other(self):
        front = "# Title\n> Summary.\n\n- toc: true\n- badges: true\n- categories: [a, b]\n"
        text = self.page(cell(front + "\nMore\n\n- first: one", "markdown"), cell("- toc: kept", "markdown"))
        for kept in ("Title", "Summary.", "More", "first: one", "toc: kept"):
            self.assertIn(kept, text)
        for gone in ("toc: true", "badges", "categories"):
            self.assertNotIn(gone, text)

    def test_pictures_are_within_the_page(self):
        text = self.page(cell("![The way of an image](../images/workflow.svg)", "markdown"))
        self.assertRegex(text, r'<img[^>]*src="data:image/svg\+xml;base64,')
        self.assertNotIn("workflow.svg", text)

    def test_set_up_code_folds_without_its_mark(self):
        text = self.page(cell("//| code-fold: true\nint folded = 1;"), cell("int open = 2;"))
        body = text[text.index("<body") :]
        self.assertNotIn("code-fold", body)
        self.assertEqual(body.count("<details"), 1)
        folded = body[body.index("<details") : body.index("</details>")]
        self.assertIn("<summary>Code</summary>", folded)
        self.assertIn("folded", folded)
        self.assertNotIn("open", folded)

    def test_the_page_is_dark_where_the_reader_asks_for_it_and_breaks_no_words(self):
        text = self.page(cell("1"))
        dark = text[text.index("@media (prefers-color-scheme: dark)") :]
        self.assertIn("--jp-layout-color0: #111", dark)
        self.assertRegex(text, r"jp-OutputArea-output pre \{[^}]*word-break: normal")


class Sentences(unittest.TestCase):
    def test_the_librarys_own_sentences_are_told_without_a_class(self):
        def told(name, text):
            error = nbformat.v4.new_output("error", ename="RuntimeException", evalue=f"{name}, {text}", traceback=[])
            return notebooks.message(nbformat.v4.new_code_cell(outputs=[error]))

        self.assertEqual(told("medimg.dicom.DicomException", "a.dcm: no, that is wrong"), "a.dcm: no, that is wrong")
        self.assertEqual(told("medimg.dictionary.ArgumentException", "width is 0, must be > 0"), "width is 0, must be > 0")
        self.assertEqual(told("java.lang.IllegalStateException", "wrong"), "IllegalStateException: wrong")


class SolutionsOfExercises(unittest.TestCase):
    def test_code_that_calls_something_is_found_and_unescaped(self):
        text = (
            "1. <code>not(inside)</code> <details><summary>Solution</summary><code>a.b(1 &lt; 2)</code>"
            " is <code>AS</code>, <code>c()</code></details>\n2. <details><code>d(&quot;e&quot;)</code></details>"
        )
        self.assertEqual(solutions(notebook_of(cell(text, "markdown"))), ["a.b(1 < 2)", "c()", 'd("e")'])


class Kernel(unittest.TestCase):
    def test_the_extension_loads_in_a_bare_kernel_and_renders(self):
        # No import and no Medimg.versions() before: loading the jar is enough for a header to be a table in HTML,
        # with text for pages that show none.
        notebook = notebook_of(
            cell("%classpath ../lib/target/notebook/*.jar"),
            cell(f'medimg.dicom.Dicom.read("{pydicom_file("CT_small.dcm")}")'),
            cell("medimg.Medimg.versions()"),
            cell('System.getProperty("java.awt.headless")'),
        )
        done, error = execute(notebook, "bare kernel")
        self.assertIsNone(error)
        header, versions, headless = (c.outputs[-1].data for c in done.cells[1:])
        self.assertIn("<table", header["text/html"])
        self.assertNotIn("CompressedSamples^CT1", re.sub(r"(?s)<template.*?</template>", "", header["text/html"]))
        self.assertIn("medimg", versions["text/plain"])
        self.assertEqual(headless["text/plain"], "true")

    def test_what_makers_need_is_not_on_the_class_path(self):
        names = ("Medimg", "samples.Samples", "experiments.Experiments", "cli.Main", "images.Images")
        found = [cell(f'medimg.Medimg.class.getResource("/medimg/{n.replace(".", "/")}.class")') for n in names]
        done, error = execute(notebook_of(cell("%classpath ../lib/target/notebook/*.jar"), *found), "class path")
        self.assertIsNone(error)
        shown = [[o.data["text/plain"] for o in c.outputs if "data" in o] for c in done.cells[1:]]
        self.assertEqual([bool(texts) for texts in shown], [True] + [False] * (len(names) - 1), shown)

    def test_a_progress_bar_leaves_nothing_and_a_failure_ends_in_its_sentence(self):
        bar = "var line = new medimg.notebook.NotebookProgress().open();"
        bar += 'line.show(new medimg.work.ProgressState("x", 1, 2, 1));'
        notebook = notebook_of(
            cell("%classpath ../lib/target/notebook/*.jar"),
            cell(bar),
            cell(f"{{ {bar} line.close(); }}\n1 + 1"),
            cell(f'medimg.dicom.Dicom.read("{pydicom_file("README.txt")}")'),
        )
        done, error = execute(notebook, "progress")
        self.assertEqual([o.output_type for o in done.cells[1].outputs], ["display_data"])
        self.assertEqual([o.output_type for o in done.cells[2].outputs], ["execute_result"])
        self.assertRegex(error, r"^cell 4 fails: README\.txt: ")

    def test_a_live_drawing_leaves_its_last_state_only_and_the_bar_beside_it_nothing(self):
        work = (
            "Live.watch(told -> {\n"
            'try (var bar = Progress.of("Training", 4)) { for (int i = 1; i <= 4; i++) {\n'
            "try { Thread.sleep(300); } catch (InterruptedException e) { throw new IllegalStateException(e); }\n"
            "bar.step(); told.accept(history(i)); } } return history(4); }, TrainingCharts::history);"
        )
        notebook = notebook_of(
            cell("%classpath ../lib/target/notebook/*.jar"),
            cell(
                "import medimg.chart.*; import medimg.net.*; import medimg.work.*;\n"
                "History history(int n) { List<Epoch> epochs = new ArrayList<>();\n"
                "for (int i = 1; i <= n; i++) { epochs.add(new Epoch(i, 1, 1, .5 + .1 * i, .001, 1)); }\n"
                "return new History(epochs, 5, n, false); }"
            ),
            cell("History end = " + work),
            cell(work.replace("told.accept", 'if (i == 3) throw new IllegalStateException("stopped"); told.accept')),
        )
        done, error = execute(notebook, "live")
        whole, stopped = (c.outputs for c in done.cells[2:])
        self.assertEqual([o.output_type for o in whole], ["display_data"])
        self.assertIn("Loss, 4 of 5 epochs", whole[0].data["text/plain"])
        self.assertEqual(whole[0].data["text/html"].count("<img"), 2)
        self.assertEqual([o.output_type for o in stopped], ["display_data", "error"])
        self.assertIn("Loss, 2 of 5 epochs", stopped[0].data["text/plain"])
        self.assertEqual(error, "cell 4 fails: IllegalStateException: stopped")
        self.assertIsNone(notebooks.machine_path(str(whole)))

    def test_nothing_is_written_into_the_home_folder(self):
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "TMPDIR"):
            self.assertTrue(Path(os.environ[name]).is_relative_to(notebooks.BUILD), name)


if __name__ == "__main__":
    unittest.main()
