"""Writes the tag dictionary of PS3.6 for the library.

    .venv/bin/python .ci/dictionary.py

Makes dictionary.tsv, private.tsv and uids.tsv (resources of lib/dictionary) from the tables of the
pinned pydicom (MIT licence), which follow DICOM PS3.6. Only who takes over a newer edition runs it.
"""

import re
from pathlib import Path

import pydicom
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._private_dict import private_dictionaries
from pydicom._uid_dict import UID_dictionary

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "lib/dictionary/src/main/resources/medimg/dictionary"

NOTE = (
    "# Data elements of DICOM PS3.6 chapters 6, 7 and 8, as listed by pydicom "
    f"{pydicom.__version__} (MIT licence)\n"
    "# tag (x: any hexadecimal digit), VR, VM, name, retired, keyword\n"
)


def rows():
    for tag, (vr, vm, name, retired, keyword) in sorted(DicomDictionary.items()):
        yield f"{tag:08X}", vr, vm, name, retired, keyword
    for mask, (vr, vm, name, retired, keyword) in sorted(RepeatersDictionary.items()):
        yield mask, vr, vm, name, retired, keyword


def text(lines, path):
    new = path.with_name(path.name + ".new")
    new.write_text("".join(lines), encoding="utf-8")
    new.replace(path)


def main():
    table = [NOTE]
    for mask, vr, vm, name, retired, keyword in rows():
        if not keyword:
            continue
        flag = "R" if retired else ""
        table.append("\t".join((mask, vr, vm, name, flag, keyword)) + "\n")
    text(table, RESOURCES / "dictionary.tsv")
    private = ["# Private data elements by creator, as listed by pydicom (from GDCM, BSD licence):\n"
               "# creator, tag (xx: the reserved block), VR\n"]
    for creator, elements in sorted(private_dictionaries.items()):
        for mask, (vr, *_rest) in sorted(elements.items()):
            if re.fullmatch(r"[0-9A-F]{4}xx[0-9A-F]{2}", mask) and re.fullmatch("[A-Z]{2}", vr):
                private.append(f"{creator}\t{mask}\t{vr}\n")
    text(private, RESOURCES / "private.tsv")
    uids = ["# Unique identifiers of DICOM PS3.6 annex A: UID, name, kind\n"]
    newer = {"1.2.840.10008.1.2.8.1": ("Deflated Image Frame Compression", "Transfer Syntax"),
             "1.2.840.10008.1.2.4.110": ("JPEG XL Lossless", "Transfer Syntax"),
             "1.2.840.10008.1.2.4.111": ("JPEG XL JPEG Recompression", "Transfer Syntax"),
             "1.2.840.10008.1.2.4.112": ("JPEG XL", "Transfer Syntax")}
    for uid, (name, kind, *_rest) in sorted((newer | UID_dictionary).items()):
        uids.append(f"{uid}\t{name}\t{kind}\n")
    text(uids, RESOURCES / "uids.tsv")


if __name__ == "__main__":
    main()
