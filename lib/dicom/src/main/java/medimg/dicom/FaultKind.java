package medimg.dicom;

/**
 * What is wrong with a file, by kind: of a {@link Warning}, which tells what was read all the same,
 * and of a {@link DicomException}, which tells what was not.
 *
 * <p>Code goes by the kind and the tag; sentences are for people.
 */
public enum FaultKind {
  /** It is not there, may not be read, or reading it failed. */
  UNREADABLE,
  /** It is empty, or its bytes are no DICOM (PS3.10 section 7.1). */
  NOT_DICOM,
  /** It cannot be written. */
  UNWRITABLE,
  /** It asks for more than {@link Limits} or the memory of this Java allow. */
  LIMIT,
  /** The preamble or the prefix DICM is missing (PS3.10 section 7.1). */
  PREAMBLE,
  /** The file meta information is not written by its rules (PS3.10 section 7.1). */
  META,
  /** The transfer syntax is not told, or is not that of the bytes (PS3.5 section 10). */
  TRANSFER_SYNTAX,
  /** The file ends before its data set does. */
  CUT,
  /** The file ends within native pixel data. */
  PIXELS_CUT,
  /** The file ends in bytes that are no data element. */
  TRAILING_BYTES,
  /** Items or delimiters are not where they must be (PS3.5 section 7.5). */
  ITEMS,
  /** The fragments of the pixel data have no end (PS3.5 section A.4). */
  FRAGMENTS,
  /** The deflated data set is damaged (PS3.5 section A.5). */
  DAMAGED,
  /** A value representation is invalid, not the one of the dictionary, or written another way. */
  VR,
  /** The length of a value breaks its rule (PS3.5 sections 6.2 and 7.1). */
  LENGTH,
  /** A character set is unknown or spelt wrongly (PS3.3 section C.12.1.1.2). */
  CHARACTER_SET,
  /** A value breaks the rule of its value representation (PS3.5 section 6.2). */
  VALUE,
  /** Window centres and widths do not pair (PS3.3 section C.11.2.1.2). */
  WINDOW,
  /** An element that is needed is not there. */
  ABSENT,
  /** What the header says cannot be used, or contradicts itself. */
  CONTENT,
  /** There is no pixel data. */
  NO_PIXELS,
  /** The pixel data is damaged, or not what the header says. */
  PIXELS,
  /** It may be right, but nothing here reads or writes it, such as a compression. */
  UNSUPPORTED
}
