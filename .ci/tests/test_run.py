"""./run as a new user meets it: missing tools, wrong folders, interruptions, a second run."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

import clones

REAL = dict.fromkeys(("java", "javac", "mvn", "python3"))
JAVA_8 = "echo 'openjdk version \"1.8.0_402\"' >&2"
JAVA_11 = "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2"


class WithClone(unittest.TestCase):
    cells = ()

    def setUp(self):
        self.clone = clones.Clone(*self.cells)
        self.addCleanup(self.clone.remove)

    def sentence(self, result, status, pattern):
        """The command ended with this status and one line on stderr that matches, and did nothing else."""
        self.assertEqual((result.returncode, result.stdout), (status, ""), result.stderr)
        self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        self.assertRegex(result.stderr, pattern)


class Tools(WithClone):
    def without(self, name, script=None):
        commands = {k: v for k, v in REAL.items() if k != name} | ({name: script} if script else {})
        # The library counts as not built, so that Maven is asked for too.
        (self.clone.root / "lib" / "target" / "notebook.stamp").unlink(missing_ok=True)
        return self.clone.run(PATH=self.clone.path_of(**commands))

    def test_missing_java_is_said_with_what_to_install(self):
        self.sentence(self.without("java"), 2, r"java is not found, install a JDK 17")

    def test_a_runtime_without_compiler_is_said(self):
        self.sentence(self.without("javac"), 2, r"javac is not found, install a JDK 17")

    def test_old_java_is_said_with_its_version(self):
        self.sentence(self.without("java", JAVA_8), 2, r"java is version 1\.8\.0, install a JDK 17")
        self.sentence(self.without("java", JAVA_11), 2, r"java is version 11\.0\.2, install a JDK 17")

    def test_missing_maven_is_said_with_what_to_install(self):
        self.sentence(self.without("mvn"), 2, r"mvn is not found, install Maven 3\.8")

    def test_old_maven_is_said_with_its_version(self):
        self.sentence(self.without("mvn", "echo 'Apache Maven 3.6.3 (cecedd)'"), 2, r"mvn is version 3\.6\.3, install")

    def test_missing_python_is_said_with_what_to_install(self):
        self.sentence(self.without("python3"), 2, r"python3 is not found, install Python 3\.10 or newer with venv")

    def test_old_python_is_said_with_its_version(self):
        old = 'case "$1" in -V) echo Python 3.8.10 ;; *) exit 3 ;; esac'
        self.sentence(self.without("python3", old), 2, r"python3 is version 3\.8\.10, install Python 3\.10")

    def test_python_without_venv_is_said(self):
        self.sentence(self.without("python3", "exit 1"), 2, r"no venv or ensurepip, install .*python3-venv")

    def test_all_missing_tools_are_said_at_once(self):
        result = self.clone.run(PATH=self.clone.path_of())
        self.sentence(result, 2, r"java is not found.*; python3 is not found")

    def test_the_tests_ask_for_the_same_tools(self):
        result = self.clone.run(command="test", PATH=self.clone.path_of())
        self.sentence(result, 2, r"^test: java is not found.*; mvn is not found.*; python3 is not found")


class Dcm4che(WithClone):
    """Maven that finds nothing stands for a machine that has no dcm4che-core and cannot fetch it."""

    NOTHING = 'case "$1" in -v) echo "Apache Maven 3.9.9" ;; *) echo "$*" >>"$CALLS"; exit 1 ;; esac'

    def setUp(self):
        super().setUp()
        (self.clone.root / "lib" / "target" / "notebook.stamp").unlink(missing_ok=True)
        self.calls = self.clone.place / "calls"

    def without_it(self, *arguments, command="run"):
        path = self.clone.path_of(**REAL | {"mvn": self.NOTHING})
        return self.clone.run(*arguments, command=command, PATH=path, CALLS=str(self.calls))

    def test_run_says_what_is_missing_and_where_it_comes_from(self):
        for arguments in (["--dcm4che"], ["--dcm4che", "inspect", "x.dcm"]):
            result = self.without_it(*arguments)
            self.assertEqual((result.returncode, result.stdout), (2, ""), result.stderr)
            looking, missing = result.stderr.splitlines()
            self.assertEqual(looking, "looking for dcm4che-core ...")
            self.assertRegex(missing, r"^run: dcm4che-core is missing: .*https://www\.dcm4che\.org/maven2")

    def test_test_says_so_too_and_builds_nothing(self):
        result = self.without_it("--dcm4che", "--java", command="test")
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertRegex(result.stderr, r"(?m)^test: dcm4che-core is missing")
        self.assertEqual(len(self.calls.read_text().splitlines()), 1)

    def test_nothing_looks_for_it_unasked(self):
        self.without_it()
        self.assertIn(" package", self.calls.read_text())
        self.assertNotIn("dcm4che", self.calls.read_text())

    def test_what_it_shows_is_not_stored(self):
        self.sentence(self.without_it("--dcm4che", "--store"), 2, r"leave --dcm4che out")


class Arguments(WithClone):
    def test_help_names_every_option(self):
        result = self.clone.run("--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for word in ("--data", "--force", "--store", "--dcm4che", "lab", "inspect", "clean", "JDK 17", "Python 3.10"):
            self.assertIn(word, result.stdout)

    def test_every_command_that_help_names_is_one_of_the_library(self):
        listed = self.clone.run("--help").stdout
        for command in ("inspect", "table", "doctor", "samples", "siim"):
            self.assertIn(f"./run {command} ", listed)
            result = self.clone.run(command, "--help")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIn(f"./run {command} ", result.stdout)

    def test_unknown_arguments_are_refused(self):
        self.sentence(self.clone.run("--dta"), 2, r"unknown argument --dta; \./run --help")
        for word in ("insect", "tables", "doctors"):
            self.sentence(self.clone.run(word), 2, rf"unknown argument {word}; \./run --help")
        self.sentence(self.clone.run("--nothing", command="test"), 2, r"unknown argument --nothing; \./test --help")

    def test_a_data_folder_that_does_not_exist_is_said_before_any_work(self):
        self.sentence(self.clone.run("--data", "no/such"), 2, r"the folder no/such does not exist")
        self.assertFalse((self.clone.root / "build").exists())

    def test_a_file_is_no_data_folder(self):
        result = self.clone.run("--data", str(self.clone.root / "pom.xml"))
        self.sentence(result, 2, r"pom\.xml is not a folder")

    def test_data_without_a_folder_is_said(self):
        self.sentence(self.clone.run("--data"), 2, r"--data needs a folder")
        self.sentence(self.clone.run("--data="), 2, r"--data needs a folder")

    def test_a_data_folder_without_permission_is_said(self):
        folder = self.clone.place / "locked"
        folder.mkdir(mode=0)
        self.addCleanup(folder.chmod, 0o700)
        command = [str(self.clone.root / "run"), "--data", str(folder)]
        if os.geteuid() == 0:
            # Permissions do not bind root; "nobody" has to reach the clone.
            self.clone.place.chmod(0o755)
            if not shutil.which("setpriv") or subprocess.run(["setpriv", "--reuid=65534", "true"]).returncode:
                self.skipTest("permissions do not bind root, and setpriv is not here to become another user")
            command[:0] = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        result = subprocess.run(command, cwd="/", capture_output=True, text=True, env=self.clone.environment())
        self.sentence(result, 2, r"locked may not be read by you")

    def test_only_the_default_data_are_stored(self):
        result = self.clone.run("--store", "--data", str(self.clone.place))
        self.sentence(result, 2, r"--store keeps only what runs on the default data")


class Work(WithClone):
    seconds = 40

    cells = ('System.getenv("MEDIMG_DATA")', 'new java.io.File("../data/samples/siim/labels.csv").exists()', "1 + 1")

    def texts(self):
        text = (self.clone.root / "build" / "notebooks" / "Small.ipynb").read_text(encoding="utf-8")
        return ["".join(o["data"]["text/plain"]) for c in json.loads(text)["cells"] for o in c["outputs"]]

    def test_runs_from_anywhere_in_a_path_with_spaces_and_does_nothing_twice(self):
        root, home = self.clone.root, self.clone.place / "home"
        home.mkdir()
        before = (root / "notebooks" / "Small.ipynb").read_bytes()
        first = self.clone.run(cwd="/", HOME=str(home))
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertIn("Small: cell 3/3", first.stdout)
        self.assertIn("build/html/index.html", first.stdout)
        self.assertEqual(self.texts(), ["true", "2"])
        with self.subTest("notebooks/ and the home folder are untouched"):
            self.assertEqual((root / "notebooks" / "Small.ipynb").read_bytes(), before)
            self.assertEqual(list(home.iterdir()), [])
        with self.subTest("a page needs nothing from the network"):
            page = (root / "build" / "html" / "Small.html").read_text(encoding="utf-8")
            self.assertNotRegex(page, r"""(src|href)=["']?https?://|import\(|@import|url\(["']?http""")
            self.assertIn("Small.html", (root / "build" / "html" / "index.html").read_text(encoding="utf-8"))
        with self.subTest("the second run does nothing again"):
            result = root / "build" / "notebooks" / "Small.ipynb"
            made = result.stat().st_mtime_ns
            second = self.clone.run(HOME=str(home))
            self.assertEqual((second.returncode, second.stderr), (0, ""))
            self.assertIn("Small: unchanged", second.stdout)
            self.assertEqual(result.stat().st_mtime_ns, made)
        with self.subTest("other data are another run"):
            data = self.clone.place / "my data"
            data.mkdir()
            third = self.clone.run("--data", "my data", cwd=self.clone.place)
            self.assertEqual(third.returncode, 0, third.stderr)
            self.assertEqual(self.texts()[0], str(data.resolve()))

    def test_a_failing_cell_is_said_and_the_other_notebooks_run(self):
        notebooks = self.clone.root / "notebooks"
        clones.write_notebook(notebooks / "Bad.ipynb", "int a = 1", 'throw new RuntimeException("bad: " + a)', "2")
        clones.write_notebook(notebooks / "Worse.ipynb", "foo()")
        result = self.clone.run()
        self.assertEqual(result.returncode, 1)
        part = "page up to the failing cell: build/html/{}.failed.html"
        self.assertEqual(
            result.stderr.splitlines(),
            [
                f"Bad: cell 2 fails: RuntimeException: bad: 1 ({part.format('Bad')})",
                f"Worse: cell 1 fails: cannot find symbol; symbol: method foo() ({part.format('Worse')})",
            ],
        )
        self.assertRegex(result.stdout, r"Small: (cell 3/3|unchanged)")
        stored = self.clone.run("--store")
        self.assertEqual((stored.returncode, stored.stderr.splitlines()[-1]), (1, "nothing is stored"))
        self.assertNotIn("execution_count\": 1", (notebooks / "Small.ipynb").read_text(encoding="utf-8"))


class Failed(WithClone):
    # Fails when the file "fail" is there, which is neither source nor data.
    cells = ("1 + 1", 'if (new java.io.File("../fail").exists()) throw new RuntimeException("bad")')

    def pages(self):
        return {p.name: p.read_bytes() for p in (self.clone.root / "build" / "html").glob("Small*")}

    def test_a_good_page_stays_while_it_is_of_the_same_source_and_data(self):
        self.assertEqual(self.clone.run().returncode, 0)
        good = self.pages()
        (self.clone.root / "fail").touch()
        failed = self.clone.run("--force")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("build/html/Small.failed.html, the last good page stays)", failed.stderr)
        self.assertEqual(self.pages()["Small.html"], good["Small.html"])
        self.assertIn(b"bad", self.pages()["Small.failed.html"])
        index = (self.clone.root / "build" / "html" / "index.html").read_text(encoding="utf-8")
        self.assertIn('href="Small.html"', index)
        self.assertIn('href="Small.failed.html"', index)
        with self.subTest("what failed last is not unchanged"):
            again = self.clone.run()
            self.assertEqual(again.returncode, 1, again.stdout)
            self.assertEqual(self.pages()["Small.html"], good["Small.html"])
        with self.subTest("a good page of other data goes"):
            (self.clone.place / "data").mkdir()
            other = self.clone.run("--data", "data")
            self.assertNotIn("stays", other.stderr)
            self.assertEqual(list(self.pages()), ["Small.failed.html"])
            index = (self.clone.root / "build" / "html" / "index.html").read_text(encoding="utf-8")
            self.assertNotIn('href="Small.html"', index)
        with self.subTest("a good run ends it"):
            (self.clone.root / "fail").unlink()
            self.assertEqual(self.clone.run().returncode, 0)
            self.assertEqual(list(self.pages()), ["Small.html"])
            self.assertIn("Small: unchanged", self.clone.run().stdout)


class Umlauts(WithClone):
    """A locale without UTF-8, as in many containers and over many a remote shell."""

    cells = ('java.nio.file.Path.of(System.getenv("MEDIMG_DATA")).toFile().list().length', '"\\u00e4"')

    def setUp(self):
        super().setUp()
        self.folder = self.clone.place / "mit Umlaut äöü"
        self.folder.mkdir()
        shutil.copy(clones.pydicom_file("CT_small.dcm"), self.folder / "Größe.dcm")

    def test_inspect_reads_them(self):
        for locale in ({"LC_ALL": "C", "LANG": "C"}, {"LC_ALL": "no_such.UTF-8"}):
            with self.subTest(str(locale)):
                result = self.clone.run("inspect", str(self.folder), **locale)
                # Bash itself warns of a locale that is not there.
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn("mit Umlaut äöü/Größe.dcm  CT", result.stdout)

    def test_notebooks_find_them(self):
        result = self.clone.run("--data", str(self.folder), LC_ALL="C", LANG="C")
        self.assertEqual(result.returncode, 0, result.stderr)
        done = self.clone.root / "build" / "notebooks" / "Small.ipynb"
        cells = json.loads(done.read_text(encoding="utf-8"))["cells"]
        self.assertEqual([c["outputs"][0]["data"]["text/plain"] for c in cells], [["1"], ["ä"]])

    def test_the_notebooks_alone_find_them_too(self):
        # As in a conda environment, without ./run.
        code = "import os, notebooks; notebooks.set_utf8_locale(); print(os.environ['LC_ALL'])"
        result = subprocess.run(
            [str(self.clone.root / ".venv" / "bin" / "python"), "-c", code],
            env=self.clone.environment(LC_ALL="C", PYTHONPATH=str(self.clone.root / ".ci")),
            capture_output=True,
            text=True,
        )
        self.assertRegex(result.stdout, r"^(C|en_US)\.UTF-8$", result.stderr)


class Store(WithClone):
    cells = ("int a = 1;\na", 'System.out.println("b")')

    def test_stores_a_clean_run_and_nothing_of_the_machine(self):
        result = self.clone.run("--store")
        self.assertEqual(result.returncode, 0, result.stderr)
        text = (self.clone.root / "notebooks" / "Small.ipynb").read_text(encoding="utf-8")
        stored = json.loads(text)
        self.assertEqual([c["execution_count"] for c in stored["cells"]], [1, 2])
        self.assertEqual(stored["cells"][1]["outputs"][0]["text"], ["b\n"])
        self.assertEqual(set(stored["metadata"]), {"kernelspec", "language_info"})
        self.assertNotIn("version", stored["metadata"]["language_info"])
        self.assertNotRegex(text, re.escape(str(self.clone.place)))
        with self.subTest("what it stored is up to date and stored the same again"):
            again = self.clone.run("--store")
            self.assertIn("Small: unchanged", again.stdout)
            self.assertEqual((self.clone.root / "notebooks" / "Small.ipynb").read_text(encoding="utf-8"), text)

    def test_an_output_that_names_the_machine_is_not_stored(self):
        notebook = self.clone.root / "notebooks" / "Place.ipynb"
        clones.write_notebook(notebook, 'new java.io.File("").getAbsolutePath()')
        before = notebook.read_bytes()
        result = self.clone.run("--store")
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"nothing is stored: Place\.ipynb names a place on this machine")
        self.assertEqual(notebook.read_bytes(), before)


class Interruption(WithClone):
    seconds = 40

    cells = ("1 + 1", "Thread.sleep(600_000)")

    def kernels(self):
        """Processes whose arguments name the clone's kernel; its connection file lies in the clone."""
        listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True).stdout
        return [line for line in listed.splitlines() if f"{self.clone.root}/build/tmp" in line and "java" in line]

    def end_kernels(self):
        for line in self.kernels():
            os.kill(int(line.split()[0]), signal.SIGKILL)

    def interrupt(self, number, wait=4):
        clones.write_notebook(self.clone.root / "notebooks" / "Small.ipynb", *self.cells)
        self.addCleanup(self.end_kernels)
        process = subprocess.Popen(
            [str(self.clone.root / "run"), "--force"],
            env=self.clone.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(600):
            # The launcher and the kernel itself.
            if len(self.kernels()) >= 2 or process.poll() is not None:
                break
            time.sleep(0.1)
        time.sleep(wait)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        for _ in range(100):
            if not self.kernels():
                break
            time.sleep(0.1)
        self.assertEqual(self.kernels(), [], "the kernel outlives ./run")
        return process.returncode, said

    def runs_again(self):
        clones.write_notebook(self.clone.root / "notebooks" / "Small.ipynb", "1 + 1")
        result = self.clone.run()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(list((self.clone.root / "build").rglob("*.tmp")), [])

    @unittest.skipUnless(shutil.which("ps"), "ps is not here to look for kernels")
    def test_ctrl_c_ends_the_kernel_and_the_next_run_works(self):
        status, said = self.interrupt(signal.SIGINT)
        self.assertEqual(status, 130, said)
        self.assertEqual(len(said.strip().splitlines()), 1, said)
        self.assertIn("interrupted", said)
        self.runs_again()

    @unittest.skipUnless(shutil.which("ps"), "ps is not here to look for kernels")
    def test_ctrl_c_while_the_kernel_starts_ends_it_too(self):
        status, said = self.interrupt(signal.SIGINT, wait=0)
        self.assertEqual((status, len(said.strip().splitlines())), (130, 1), said)

    @unittest.skipUnless(shutil.which("ps"), "ps is not here to look for kernels")
    def test_a_killed_run_leaves_no_kernel_and_the_next_run_works(self):
        status, _ = self.interrupt(signal.SIGKILL)
        self.assertEqual(status, -signal.SIGKILL)
        self.runs_again()


class Unfinished(WithClone):
    def test_an_unfinished_venv_is_made_anew(self):
        venv, log = self.clone.root / ".venv", self.clone.place / "log"
        real = clones.ROOT / ".venv" / "bin" / "python"
        venv.unlink()
        (venv / "bin").mkdir(parents=True)
        inner = f'case $2 in pip) echo installed >>"{log}" ;; *) exec "{real}" "$@" ;; esac'
        fake = "\n".join(
            (
                'if [ "$1 $2" != "-m venv" ]; then exec ' + f'"{shutil.which("python3")}" "$@"; fi',
                'mkdir -p "$3/bin"',
                f"cat >\"$3/bin/python\" <<'END'\n#!/bin/sh\n{inner}\nEND",
                'chmod 755 "$3/bin/python"',
            )
        )
        path = self.clone.path_of(**REAL | {"python3": fake, "chmod": None, "ps": None})
        first = self.clone.run(PATH=path)
        self.assertEqual(first.returncode, 0, first.stderr)
        second = self.clone.run(PATH=path)
        self.assertEqual((second.returncode, second.stderr), (0, ""))
        self.assertEqual(log.read_text(), "installed\n", "installed once, not with each run")

    def test_a_failing_download_is_said_in_one_sentence_and_leaves_no_venv_behind_that_counts(self):
        (self.clone.root / ".venv").unlink()
        fake = "\n".join(
            (
                'if [ "$1 $2" != "-m venv" ]; then exec ' + f'"{shutil.which("python3")}" "$@"; fi',
                "echo 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device'; exit 1",
            )
        )
        result = self.clone.run(PATH=self.clone.path_of(**REAL | {"python3": fake}))
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr.splitlines()[-1], r"\.venv could not be made: the disk is full, .*pip\.log")
        self.assertFalse((self.clone.root / ".venv" / "complete").exists())

    def test_a_changed_source_builds_the_library_again_and_a_failure_is_said(self):
        (self.clone.root / "lib" / "dicom" / "src" / "main" / "java" / "New.java").write_text("class New {}\n")
        broken = "echo '[ERROR] COMPILATION ERROR : New.java:[1,1] wrong'; exit 1"
        # mvn -v answers, the build fails.
        mvn = f'if [ "$1" = -v ]; then echo "Apache Maven 3.9.9"; else {broken}; fi'
        result = self.clone.run(PATH=self.clone.path_of(**REAL | {"mvn": mvn}))
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertRegex(result.stderr, r"the library could not be built: \[ERROR\] COMPILATION.*maven\.log")
        self.assertFalse((self.clone.root / "lib" / "target" / "notebook.stamp").exists())


class TwoAtOnce(WithClone):
    def test_the_second_waits_for_the_first(self):
        command = [str(self.clone.root / "run")]
        both = [
            subprocess.Popen(
                command, env=self.clone.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(2)
        ]
        said = [p.communicate(timeout=300) for p in both]
        self.assertEqual([p.returncode for p in both], [0, 0], said)
        self.assertEqual(sorted("unchanged" in out for out, _ in said), [False, True], said)

    @unittest.skipUnless(os.path.exists("/proc/self/fdinfo"), "no /proc tells which process holds a lock")
    def test_who_holds_the_lock_is_said_even_if_a_killed_run_left_it(self):
        lock = self.clone.root / "build" / "lock"
        lock.parent.mkdir(exist_ok=True)
        # Like what a killed ./test had started: no ./run or ./test itself, but the lock is its.
        take = 'exec 9>>"$0"; python3 -c "import fcntl; fcntl.flock(9, fcntl.LOCK_EX)"; echo; exec sleep 600'
        left = subprocess.Popen(["bash", "-c", take, str(lock)], stdout=subprocess.PIPE)
        self.addCleanup(left.stdout.close)
        self.addCleanup(left.kill)
        left.stdout.readline()
        run = subprocess.Popen(
            [str(self.clone.root / "run")], env=self.clone.environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        told = run.stderr.readline()
        self.assertRegex(told, rf"^run: waiting for process {left.pid} .*kill {left.pid}\)")
        self.assertIsNone(run.poll())
        left.kill()
        left.wait()
        said = run.communicate(timeout=300)
        self.assertEqual(run.returncode, 0, said)


class Inspect(WithClone):
    def test_needs_no_venv_and_keeps_paths_as_typed_from_another_folder(self):
        import pydicom.data

        data = Path(pydicom.data.__file__).parent / "test_files"
        (self.clone.root / ".venv").unlink()
        result = self.clone.run("inspect", "--json", "CT_small.dcm", cwd=data, HOME=str(self.clone.place))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        row = json.loads(result.stdout)
        self.assertEqual((row["path"], row["rows"], row["cols"]), ("CT_small.dcm", 128, 128))
        self.assertFalse((self.clone.root / ".venv").exists())
        self.assertFalse((self.clone.root / "build").exists())

    def test_builds_the_library_first_and_stdout_holds_only_json(self):
        import pydicom.data

        file = Path(pydicom.data.__file__).parent / "test_files" / "CT_small.dcm"
        (self.clone.root / "lib" / "target" / "notebook.stamp").unlink()
        result = self.clone.run("inspect", "--json", str(file))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("building the library", result.stderr)
        self.assertEqual([json.loads(line)["path"] for line in result.stdout.splitlines()], [str(file)])


if __name__ == "__main__":
    unittest.main()
