"""Writes the tag dictionary of PS3.6 for the library.

    .venv/bin/python .ci/dictionary.py

Makes dictionary.tsv, private.tsv, uids.tsv (resources) and Tag.java from the
tables of the pinned pydicom (MIT licence), which follow DICOM PS3.6.
"""

import re
import textwrap
from pathlib import Path

import pydicom
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._private_dict import private_dictionaries
from pydicom._uid_dict import UID_dictionary

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "lib/src/main/resources/medimg/dicom"
SOURCE = ROOT / "lib/src/main/java/medimg/dicom/Tag.java"

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


def java_name(keyword):
    return keyword if re.fullmatch(r"[A-Za-z_]\w*", keyword) else None


def main():
    table = [NOTE]
    constants = []
    for mask, vr, vm, name, retired, keyword in rows():
        if not keyword:
            continue
        flag = "R" if retired else ""
        table.append("\t".join((mask, vr, vm, name, flag, keyword)) + "\n")
        constant = java_name(keyword)
        if constant and "x" not in mask:
            shown = name.replace("&", "&amp;").replace("<", "&lt;").replace("*/", "* /")
            note = "; retired" if retired else ""
            doc = f"({mask[:4]},{mask[4:]}) {shown}, VR {vr}, VM {vm}{note}."
            one = f"  /** {doc} */\n"
            if len(one) > 101:
                body = "".join(f"   * {line}\n" for line in textwrap.wrap(doc, 95))
                one = f"  /**\n{body}   */\n"
            constants.append(f"{one}  public static final int {constant} = 0x{mask};\n\n")
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
    head = SOURCE.read_text(encoding="utf-8").split("  // --- tags", 1)[0]
    text([head, "  // --- tags, written by .ci/dictionary.py\n\n"] + constants[:-1]
         + [constants[-1].rstrip("\n") + "\n", "}\n"], SOURCE)


if __name__ == "__main__":
    main()
