"""Small clones for the tests of the scripts: the tracked things, the built library, .venv shared by a link."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MADE_HERE = shutil.ignore_patterns(".git", ".venv", "build", "target", "__pycache__", ".ipynb_checkpoints")


def made_here(folder, names):
    """What is no part of the project: all that is made in a clone, and the data."""
    if Path(folder) == ROOT / "data":
        return [name for name in names if name != "README.md"]
    return MADE_HERE(folder, names)


# All that ./run and what it starts need of the system, so that a PATH can be made without a JDK, Maven or Python.
SYSTEM = (
    "bash sh env dirname basename cat cut sed grep head tail awk sort tr xargs cksum find ls mkdir mv rm df kill sleep"
    " uname readlink"
).split()


# Marks what takes minutes and protects what shorter tests do, on more cases.
long = unittest.skipUnless(os.environ.get("MEDIMG_LONG"), "takes minutes: ./test --long runs it")


def pydicom_file(name):
    import pydicom.data

    return Path(pydicom.data.__file__).parent / "test_files" / name


def cell(source, kind="code"):
    made = {"cell_type": kind, "metadata": {}, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def write_notebook(path, *sources):
    text = {"cells": [cell(s) for s in sources], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(text), encoding="utf-8")


class Clone:
    """A copy of the project with one small notebook, in a path with spaces."""

    def __init__(self, *cells):
        self.place = Path(tempfile.mkdtemp(prefix="medimg test "))
        self.root = self.place / "a clone"
        shutil.copytree(ROOT, self.root, ignore=made_here, symlinks=True)
        (self.root / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
        if (ROOT / "data" / "samples").is_dir():
            (self.root / "data" / "samples").symlink_to(ROOT / "data" / "samples", target_is_directory=True)
        if (ROOT / "lib" / "target" / "notebook").is_dir():
            built = self.root / "lib" / "target"
            for name in ("notebook", "tools"):
                shutil.copytree(ROOT / "lib" / "target" / name, built / name)
            (built / "learn").symlink_to(ROOT / "lib" / "target" / "learn", target_is_directory=True)
            shutil.copy2(ROOT / "lib" / "target" / "notebook.stamp", built)
        for notebook in (self.root / "notebooks").glob("*.ipynb"):
            notebook.unlink()
        write_notebook(self.root / "notebooks" / "Small.ipynb", *(cells or ("1 + 1",)))

    def remove(self):
        shutil.rmtree(self.place, ignore_errors=True)

    def environment(self, **changes):
        """This process's environment without what CI or a user may have set for the project."""
        unset = ("JAVA_HOME", "MEDIMG_DATA", "JJAVA_JVM_OPTS", "JDK_JAVA_OPTIONS")
        return {k: v for k, v in os.environ.items() if k not in unset} | changes

    def path_of(self, **commands):
        """A PATH with the system's basic tools and these commands: name=script, or name=None for the real one."""
        folder = Path(tempfile.mkdtemp(dir=self.place))
        for name in SYSTEM:
            if found := shutil.which(name):
                (folder / name).symlink_to(found)
        for name, script in commands.items():
            if script is None:
                (folder / name).symlink_to(shutil.which(name))
            else:
                (folder / name).write_text(f"#!/bin/sh\n{script}\n")
                (folder / name).chmod(0o755)
        return str(folder)

    def run(self, *arguments, cwd=None, command="run", timeout=300, **environment):
        return subprocess.run(
            [str(self.root / command), *arguments],
            cwd=cwd or self.place,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
