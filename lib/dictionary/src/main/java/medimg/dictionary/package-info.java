/**
 * The dictionary of DICOM: tags, keywords, names, value representations, unique identifiers (PS3.6;
 * private elements by creator).
 *
 * <p>Main type: {@link medimg.dictionary.Tag}, whose constants are made from the table when the
 * library is built. Imports nothing but the JDK.
 */
package medimg.dictionary;
