"""Executes the notebooks in the Java kernel and makes their pages; ./run and ./test call it.

python .ci/notebooks.py run [--data FOLDER] [--reader NAME] [--force] [--store]
python .ci/notebooks.py lab [--data FOLDER] [--reader NAME] [-- JUPYTERLAB'S OWN ARGUMENTS]
python .ci/notebooks.py data      (only makes data/samples)

It needs the packages of .ci/requirements.txt and the built library, nothing of ./run: so it also
serves a conda environment or Windows.
"""

import argparse
import asyncio
import copy
import errno
import hashlib
import html
import json
import locale
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "notebooks"
BUILD = ROOT / "build"
DEFAULT_DATA = ROOT / "data" / "samples"
# What a notebook's cells may take: small enough for a laptop, and one collector thread is enough for them.
KERNEL_FLAGS = "-Djava.awt.headless=true -Xmx2g -XX:+UseSerialGC"
KERNEL = {"display_name": "Java (jjava)", "language": "java", "name": "java"}
# Without the version of the JDK that a kernel reports, which differs from machine to machine.
LANGUAGE = {
    "file_extension": ".jshell",
    "mimetype": "text/x-java-source",
    "name": "Java",
    "pygments_lexer": "java",
}
# What the page of nbconvert lacks: a readable line length, dark colours, long lines that scroll or break.
STYLE = """
:root { color-scheme: light dark; }
body.jp-Notebook { padding: 16px clamp(6px, 2vw, 24px) 64px; overflow: visible; }
main { max-width: 62rem; margin: 0 auto; }
.jp-InputArea-editor .highlight pre { overflow-x: auto; scrollbar-width: thin; }
.jp-OutputArea-output pre { white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; }
.fold > summary { cursor: pointer; padding: 4px 8px; font-family: var(--jp-content-font-family);
  font-size: var(--jp-code-font-size); opacity: .75; }
@media (prefers-color-scheme: dark) {
  :root { --jp-mirror-editor-operator-color: #c9f; --jp-mirror-editor-comment-color: #7bb; }
}
"""
# The page of nbconvert without what it loads from the network (RequireJS, MathJax, Mermaid).
PAGE = """{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block html_head_css -%}
<style>@media (prefers-color-scheme: dark) {
{%- include "lab/static/theme-dark.css" -%}
}
""" + STYLE + """
</style>
{%- endblock -%}
{%- block input -%}
{%- if cell.metadata.get("fold") -%}<details class="fold"><summary>Code</summary>{{ super() }}</details>
{%- else -%}{{ super() }}{%- endif -%}
{%- endblock -%}
"""


class Failure(Exception):
    """What the reader is told in one sentence, without a stack trace."""


def write(path, text):
    """Writes a file as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".tmp")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def make_default_data():
    """Makes data/samples, the synthetic files that the notebooks read, unless they are there."""
    command = ["java", "-Xmx1g", "-XX:-UsePerfData", "-Djava.awt.headless=true"]
    jars = os.pathsep.join(str(ROOT / "lib" / "target" / name / "*") for name in ("notebook", "tools"))
    command += ["-cp", jars, "medimg.cli.Main", "samples", str(DEFAULT_DATA)]
    # Java tells of options that it takes from the environment; these are for the kernel.
    environment = {k: v for k, v in os.environ.items() if k != "JDK_JAVA_OPTIONS"}
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment).returncode != 0:
        raise Failure("the samples could not be made; the line above says why")


def set_environment(data, temporary, reader=None):
    """Lets Jupyter and the kernel write below build/ only, and tells the notebooks where the data are."""
    jupyter = BUILD / "jupyter"
    for name in ("config", "data", "runtime", "ipython"):
        variable = "IPYTHONDIR" if name == "ipython" else f"JUPYTER_{name.upper()}_DIR"
        (jupyter / name).mkdir(parents=True, exist_ok=True)
        os.environ[variable] = str(jupyter / name)
    temporary.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = str(temporary)
    set_utf8_locale()
    # Silences the question whether Jupyter may move its folders.
    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    os.environ.setdefault("JJAVA_JVM_OPTS", KERNEL_FLAGS)
    # PyTorch's threads sleep while they wait for each other: on a busy machine they would take each other's time.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    if reader:
        os.environ["JJAVA_JVM_OPTS"] += f" -Dmedimg.reader={reader}"
    os.environ.pop("MEDIMG_DATA", None)
    if data:
        os.environ["MEDIMG_DATA"] = str(Path(data).resolve())
    home = os.environ.get("JAVA_HOME")
    if home and (Path(home) / "bin").is_dir():
        os.environ["PATH"] = str(Path(home) / "bin") + os.pathsep + os.environ["PATH"]


def set_utf8_locale():
    """Java decodes the names of files as the locale says: outside of UTF-8 a folder with an umlaut is an error."""
    if not hasattr(locale, "nl_langinfo"):
        return  # Windows
    for name in ("", "C.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        if locale.nl_langinfo(locale.CODESET).upper() == "UTF-8":
            if name:
                os.environ["LC_ALL"] = name
            return


def read(path):
    import nbformat

    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if (raw["nbformat"], raw["nbformat_minor"]) >= (4, 5):
            # Cells written by hand or by other tools lack the ids that this format demands.
            for number, cell in enumerate(raw["cells"]):
                cell.setdefault("id", f"cell-{number}")
        return nbformat.reads(json.dumps(raw), as_version=4)
    except (KeyError, TypeError, ValueError, nbformat.ValidationError) as e:
        raise Failure(f"{path.stem}: notebooks/{path.name} is not a notebook ({type(e).__name__}: {str(e)[:80]})") from e


def code_cells(notebook):
    return [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]


class Progress:
    """One line per notebook: rewritten on a terminal, else printed now and then."""

    def __init__(self, name, cells):
        self.name, self.cells, self.done = name, cells, 0
        self.start = self.shown = time.monotonic()
        self.terminal = sys.stdout.isatty()
        self.show("")

    def seconds(self):
        return time.monotonic() - self.start

    def show(self, note, last=False):
        line = f"{self.name}: cell {self.done}/{self.cells}, {self.seconds():.0f} s{note}"
        if self.terminal:
            width = shutil.get_terminal_size().columns
            print("\r\x1b[2K" + line[: width - 1], end="\n" if last else "", flush=True)
        else:
            print(line, flush=True)

    def tick(self):
        if self.terminal or time.monotonic() - self.shown > 10:
            self.shown = time.monotonic()
            self.show("")


async def execute(notebook, log, progress=None, folder=SOURCES):
    """Runs a copy of the notebook from top to bottom in a kernel of its own.

    Returns the executed copy and None, or the copy up to the failing cell and one sentence. The kernel ends
    with this process, however it ends: a small shell waits for the end of a pipe and kills the kernel's group.
    """
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    done = copy.deepcopy(notebook)
    for cell in done.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    done.metadata["kernelspec"], done.metadata["language_info"] = dict(KERNEL), dict(LANGUAGE)
    client = NotebookClient(
        done,
        kernel_name="java",
        timeout=None,
        startup_timeout=120,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
    )
    log.parent.mkdir(parents=True, exist_ok=True)
    number, guard, ticker = 0, None, None  # the cell at work, counted in code cells

    async def tick():
        while True:
            await asyncio.sleep(0.5)
            progress.tick()

    interrupted = stop_on_signals()
    with open(log, "w", encoding="utf-8") as out:
        try:
            client.create_kernel_manager()
            await client.async_start_new_kernel(stdout=out, stderr=out)
            guard = watch(client.km)
            await client.async_start_new_kernel_client()
            ticker = asyncio.ensure_future(tick()) if progress else None
            for index, cell in enumerate(done.cells):
                if cell.cell_type == "code" and cell.source.strip():
                    number += 1
                    await client.async_execute_cell(cell, index)
                    if progress:
                        progress.done = number
            return done, None
        except CellExecutionError:
            return done, f"cell {number} fails: {message(code_cells(done)[number - 1])}"
        except DeadKernelError:
            # nbclient takes every cancelled cell for a dead kernel.
            if interrupted.is_set():
                raise asyncio.CancelledError from None
            return done, f"the kernel died in cell {number} (too little memory? see {log.relative_to(ROOT)})"
        except NoSuchKernel:
            raise Failure("the Java kernel is not installed; remove .venv and run ./run again") from None
        except (RuntimeError, TimeoutError) as e:
            if number:
                raise
            return done, f"the kernel does not start: {str(e).splitlines()[0]} (see {log.relative_to(ROOT)})"
        finally:
            for cell in code_cells(done):
                cell.outputs = [o for o in cell.outputs if not is_empty(o)]
            if ticker:
                ticker.cancel()
            # The kernel manager has no kernel when starting it failed.
            if client.km and client.km.has_kernel:
                await client._async_cleanup_kernel()
            if guard:
                guard.kill()
                guard.wait()


def is_empty(output):
    """Whether an output shows nothing, such as what is left of a progress bar."""
    return output.output_type == "display_data" and not any(output.data.values())


def watch(kernel_manager):
    """Starts the guard that outlives this process for the moment it takes to kill the kernel."""
    group = getattr(kernel_manager.provisioner, "pgid", None)
    if not group or os.name != "posix":
        return None
    return subprocess.Popen(
        ["sh", "-c", 'read -r _; kill -9 "-$0"', str(group)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop_on_signals():
    """Ctrl-C and a polite kill end the task, so that the kernel is shut down on the way out."""
    loop, task, interrupted = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()

    def stop():
        interrupted.set()
        task.cancel()

    # Windows has no such handlers; there asyncio itself turns Ctrl-C into an exception.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if os.name == "posix" else ():
        loop.add_signal_handler(number, stop)
    return interrupted


def message(cell):
    """What a failed cell's error says in one line, without colours and without the stack below it."""
    error = next((o for o in cell.outputs if o.output_type == "error"), None)
    if error is None:
        return "no message"
    if error.ename != "CompilationException":
        # JJava wraps what a cell throws: "RuntimeException", "class, message". The library's own sentences need no class.
        thrown = re.sub(r"^medimg\.[\w.$]+, ", "", error.evalue)
        thrown = re.sub(r"^[\w.$]*?([\w$]+), ", r"\1: ", thrown) if thrown == error.evalue else thrown
        return " ".join(thrown.split()) or error.ename
    lines = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback)).splitlines()
    said = [" ".join(line.split()) for line in lines if line.strip() and not line.startswith("|")]
    return "; ".join(said) or "it does not compile"


def title(notebook, name):
    heading = re.search(r"^# +(.+)$", "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown"), re.M)
    return heading.group(1).strip() if heading else name


def as_read(notebook):
    """A copy for readers: without the list of a blog's settings below the title, set-up code marked as folded."""
    copied = copy.deepcopy(notebook)
    if copied.cells and copied.cells[0].cell_type == "markdown":
        # Blank lines, title and summary; then lines such as "- toc: true".
        above, settings = r"((?:[ \t]*\n|#[^\n]*\n|>[^\n]*\n)*)", r"(?:- [a-z_]+:[^\n]*(?:\n|\Z))+"
        copied.cells[0].source = re.sub(rf"\A{above}{settings}", r"\1", copied.cells[0].source)
    for cell in copied.cells:
        if cell.cell_type == "markdown":
            # nbconvert embeds pictures of one folder and of those below it only: all are told from the top.
            cell.source = re.sub(r"(!\[[^\]]*\]\()(?!\w+:)([^)\s]+)", from_top, cell.source)
    for cell in code_cells(copied):
        first, _, rest = cell.source.lstrip().partition("\n")
        if first.strip() == "//| code-fold: true":
            cell.source, cell.metadata["fold"] = rest, True
    return copied


def from_top(picture):
    """A picture's Markdown with its path from the repository's folder instead of the notebooks'."""
    path = Path(os.path.normpath(SOURCES / picture[2]))
    return picture[1] + (path.relative_to(ROOT).as_posix() if ROOT in path.parents else picture[2])


def page(notebook, name):
    """The notebook as one HTML file that needs no other file and no network."""
    import logging

    from jinja2 import DictLoader
    from nbconvert import HTMLExporter

    notebook = as_read(notebook)
    notebook.metadata.setdefault("title", title(notebook, name))
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({"page.html.j2": PAGE})],
        template_file="page.html.j2",
        embed_images=True,
        log=logging.getLogger("page"),
    )
    exporter.log.setLevel(logging.ERROR)
    text, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": name, "path": str(ROOT)}})
    return re.sub(r'(href="(?!\w+:)[\w./-]+)\.ipynb(["#])', r"\1.html\2", text)


def index(notebooks, folder):
    """The list of the pages that are in the folder."""
    rows = ""
    for name, heading in notebooks:
        good, failed = (html.escape(f"{name}{end}") for end in (".html", ".failed.html"))
        link = f'<a href="{good}">{html.escape(name)}</a>' if (folder / f"{name}.html").exists() else html.escape(name)
        more = f' (<a href="{failed}">up to the failing cell</a>)' if (folder / f"{name}.failed.html").exists() else ""
        rows += f"<li>{link}: {html.escape(heading)}{more}</li>\n"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Notebooks</title>\n'
        "<style>:root{color-scheme:light dark}"
        "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}</style>\n"
        f"</head><body><main><h1>Notebooks</h1>\n<ul>\n{rows}</ul>\n</main></body></html>\n"
    )


def library_stamp():
    """What changes when the built library does: names, sizes and the bytes of our own jars."""
    digest = hashlib.sha256()
    for jar in sorted((ROOT / "lib" / "target").glob("*/*.jar")):
        digest.update(f"{jar.name} {jar.stat().st_size}\n".encode())
        if jar.name.startswith("medimg-"):
            digest.update(jar.read_bytes())
    return digest.hexdigest()


def listing(folder):
    """A digest of all names, sizes and times below a folder."""
    digest = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            try:
                status = os.stat(os.path.join(place, name))
            except OSError:
                continue
            digest.update(f"{place}/{name} {status.st_size} {status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def key(notebook, common):
    """What a notebook's result depends on: its own source without outputs, and what all share."""
    cells = [[c.cell_type, c.source, sorted(c.metadata.get("tags", []))] for c in notebook.cells]
    return hashlib.sha256(json.dumps([cells, common]).encode()).hexdigest()


def normalised(executed):
    """The executed notebook as it is committed: nothing in it tells when or on which machine it ran."""
    result = copy.deepcopy(executed)
    count = 0
    for cell in result.cells:
        for name in ("execution", "ExecuteTime", "collapsed", "scrolled"):
            cell.metadata.pop(name, None)
        if cell.cell_type == "code":
            if cell.execution_count is not None:
                count += 1
                if cell.execution_count != count:
                    raise Failure(f"cell {count} has the execution count {cell.execution_count}")
    return result


def machine_path(text):
    """The first piece of text that belongs to one machine only, or None."""
    # A JSON string doubles the backslashes of Windows.
    places = [str(ROOT), str(Path.home())] if len(str(Path.home())) > 4 else [str(ROOT)]
    found = [place for place in places if place in text or place.replace("\\", "\\\\") in text]
    pattern = re.search(r"(?:/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\Users\\\\)[\w.-]*", text)
    return found[0] if found else pattern.group(0) if pattern else None


def store(executed):
    """Writes executed notebooks back into notebooks/, all of them or none."""
    import nbformat

    texts = {}
    for path, result in executed:
        texts[path] = nbformat.writes(normalised(result)) + "\n"
        found = machine_path(texts[path])
        if found:
            raise Failure(f"nothing is stored: {path.name} names a place on this machine ({found})")
    for path, text in texts.items():
        write(path, text)
        print(f"stored: {path.relative_to(ROOT)}")


def run(options):
    import nbformat

    shutil.rmtree(BUILD / "tmp", ignore_errors=True)
    set_environment(options.data, BUILD / "tmp", options.reader)
    java = os.environ.get("JDK_JAVA_OPTIONS", "")
    os.environ["JDK_JAVA_OPTIONS"] = f'{java} -XX:-UsePerfData "-Djava.io.tmpdir={BUILD / "tmp"}"'
    paths = sorted(SOURCES.glob("*.ipynb"))
    if not paths:
        raise Failure("there is no notebook in notebooks/")
    if not list((ROOT / "lib" / "target" / "notebook").glob("medimg-*.jar")):
        raise Failure("the library is not built; run mvn -q -DskipTests package first")
    if not options.data:
        make_default_data()
    data = Path(options.data or DEFAULT_DATA).resolve()
    pins = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    common = [
        library_stamp(), Path(__file__).read_text(encoding="utf-8"), pins,
        os.environ["JJAVA_JVM_OPTS"], str(options.data and data), listing(data),
    ]  # fmt: skip
    # A release comes without it, and so does a Mac with Intel's processor.
    has_pytorch = any((ROOT / "lib" / "target" / "learn").glob("pytorch-native-*.jar"))
    failures, headings, finished = [], [], []
    for path in paths:
        name = path.stem
        try:
            source = read(path)
        except Failure as e:
            failures.append(str(e))
            continue
        if not has_pytorch and any("/target/learn/" in cell.source for cell in code_cells(source)):
            print(f"{name}: left out, for PyTorch is not here; unpack the release's zip of PyTorch for your system over {ROOT}")
            continue
        headings.append((name, title(source, name)))
        copy_path, page_path = BUILD / "notebooks" / path.name, BUILD / "html" / f"{name}.html"
        failed_path = BUILD / "html" / f"{name}.failed.html"
        # The stamp belongs to the last good page.
        stamp, value = BUILD / "stamps" / name, key(source, common)
        try:
            fresh = stamp.read_text(encoding="utf-8") == value and copy_path.exists() and page_path.exists()
        except OSError:
            fresh = False
        if fresh and not options.force and not failed_path.exists():
            print(f"{name}: unchanged")
        else:
            progress = Progress(name, len(code_cells(source)))
            executed, error = asyncio.run(execute(source, BUILD / "notebooks" / f"{name}.log", progress))
            progress.show(", failed" if error else ", done", last=True)
            if error:
                write(failed_path, page(executed, name))
                if not fresh:
                    for old in (page_path, copy_path, stamp):
                        old.unlink(missing_ok=True)
                failures.append(
                    f"{name}: {error} (page up to the failing cell: {failed_path.relative_to(ROOT)}"
                    f"{', the last good page stays' if fresh else ''})"
                )
                continue
            stamp.unlink(missing_ok=True)
            write(copy_path, nbformat.writes(executed) + "\n")
            write(page_path, page(executed, name))
            write(stamp, value)
            failed_path.unlink(missing_ok=True)
        finished.append((path, copy_path))
    write(BUILD / "html" / "index.html", index(headings, BUILD / "html"))
    shutil.rmtree(BUILD / "tmp", ignore_errors=True)
    print(f"pages: {BUILD / 'html' / 'index.html'}")
    if failures:
        if options.store:
            failures.append("nothing is stored")
        raise Failure("\n".join(failures))
    if options.store:
        store([(path, read(copy_path)) for path, copy_path in finished])


def lab(options):
    set_environment(options.data, BUILD / "jupyter" / "tmp", options.reader)
    if not options.data:
        make_default_data()
    command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(SOURCES)]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    command += [argument for argument in options.arguments if argument != "--"]
    if os.name == "posix":
        os.execv(command[0], command)
    sys.exit(subprocess.call(command))


def main():
    parser = argparse.ArgumentParser(description="Executes the notebooks in the Java kernel.", allow_abbrev=False)
    tasks = parser.add_subparsers(dest="task", required=True)
    for name in ("run", "lab", "data"):
        task = tasks.add_parser(name)
        task.add_argument("--data", help="folder of DICOM files")
        task.add_argument("--reader", help="DICOM reader, if not the built-in one")
        if name == "run":
            task.add_argument("--force", action="store_true")
            task.add_argument("--store", action="store_true")
        if name == "lab":
            task.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    try:
        {"run": run, "lab": lab, "data": lambda _: make_default_data()}[options.task](options)
    except Failure as e:
        sys.exit(str(e))
    except (KeyboardInterrupt, asyncio.CancelledError):
        print("\ninterrupted; ./run goes on with the notebook that was not finished", file=sys.stderr)
        sys.exit(130)
    except OSError as e:
        if e.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(f"the disk is full ({e.filename or BUILD}); free some space and run it again")
        if isinstance(e, PermissionError):
            sys.exit(f"no permission for {e.filename}; give yourself the right to write there and run it again")
        raise


if __name__ == "__main__":
    main()
