package medimg.dicom;

import java.util.regex.Pattern;
import medimg.dictionary.Dictionary;

/**
 * A transfer syntax: how a data set's bytes are written (PS3.5 section 10 and annex A).
 *
 * @param uid the unique identifier of (0002,0010)
 * @param explicit whether each element names its VR
 * @param bigEndian whether numbers start with the most significant byte
 * @param deflated whether all that follows the file meta information is compressed by deflate
 * @param encapsulated whether pixel data comes as fragments, one compressed frame or more
 */
public record TransferSyntax(
    String uid, boolean explicit, boolean bigEndian, boolean deflated, boolean encapsulated) {
  private static final String JPEG_AND_VIDEO = "1\\.2\\.840\\.10008\\.1\\.2\\.4\\.";

  /** JPEG of the processes that quantise, JPEG-LS Near-Lossless, JPEG XL made of JPEG, video. */
  private static final Pattern LOSSY =
      Pattern.compile(JPEG_AND_VIDEO + "(5[0-6]|59|6[0-4]|81|111|10[0-8](\\.1)?)");

  /** JPEG 2000, its parts 2 and 15 and its references, and JPEG XL, where they leave the choice. */
  private static final Pattern CHOICE = Pattern.compile(JPEG_AND_VIDEO + "(9[1345]|112|20[345])");

  /** Implicit VR Little Endian, DICOM's default. */
  public static final TransferSyntax IMPLICIT_LITTLE =
      new TransferSyntax("1.2.840.10008.1.2", false, false, false, false);

  /** Explicit VR Little Endian. */
  public static final TransferSyntax EXPLICIT_LITTLE =
      new TransferSyntax("1.2.840.10008.1.2.1", true, false, false, false);

  /** Deflated Explicit VR Little Endian. */
  public static final TransferSyntax DEFLATED =
      new TransferSyntax("1.2.840.10008.1.2.1.99", true, false, true, false);

  /** Explicit VR Big Endian, retired. */
  public static final TransferSyntax EXPLICIT_BIG =
      new TransferSyntax("1.2.840.10008.1.2.2", true, true, false, false);

  /** JPEG Baseline (Process 1), 8 bit, lossy. */
  public static final TransferSyntax JPEG_BASELINE = encapsulated("1.2.840.10008.1.2.4.50");

  /** JPEG Extended (Process 2 and 4), 8 or 12 bit, lossy. */
  public static final TransferSyntax JPEG_EXTENDED = encapsulated("1.2.840.10008.1.2.4.51");

  /** JPEG-LS Lossless. */
  public static final TransferSyntax JPEG_LS = encapsulated("1.2.840.10008.1.2.4.80");

  /** JPEG-LS Lossy (Near-Lossless). */
  public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS = encapsulated("1.2.840.10008.1.2.4.81");

  /** RLE Lossless. */
  public static final TransferSyntax RLE = encapsulated("1.2.840.10008.1.2.5");

  private static TransferSyntax encapsulated(String uid) {
    return new TransferSyntax(uid, true, false, false, true);
  }

  /**
   * The transfer syntax of a UID. One that is not listed here is explicit little endian with
   * encapsulated pixel data, as every syntax added since 1993 is (PS3.5 section A.4).
   *
   * @param uid the unique identifier of (0002,0010)
   * @return the transfer syntax
   */
  public static TransferSyntax of(String uid) {
    return switch (uid) {
      case "1.2.840.10008.1.2" -> IMPLICIT_LITTLE;
      case "1.2.840.10008.1.2.1" -> EXPLICIT_LITTLE;
      case "1.2.840.10008.1.2.1.99" -> DEFLATED;
      case "1.2.840.10008.1.2.2" -> EXPLICIT_BIG;
      case "1.2.840.10008.1.2.4.50" -> JPEG_BASELINE;
      case "1.2.840.10008.1.2.4.51" -> JPEG_EXTENDED;
      case "1.2.840.10008.1.2.4.80" -> JPEG_LS;
      case "1.2.840.10008.1.2.4.81" -> JPEG_LS_NEAR_LOSSLESS;
      case "1.2.840.10008.1.2.5" -> RLE;
      // JPIP Referenced Deflate, of JPEG 2000 and of HTJ2K
      case "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205" ->
          new TransferSyntax(uid, true, false, true, true);
      default -> encapsulated(uid);
    };
  }

  /**
   * The name that PS3.6 annex A gives a UID, or the UID itself.
   *
   * @param uid any unique identifier
   * @return its name
   */
  public static String name(String uid) {
    return Dictionary.uidName(uid);
  }

  /** {@return the name of PS3.6, such as {@code JPEG Baseline (Process 1)}} */
  public String name() {
    return name(uid);
  }

  /** Whether its pixels have lost something: it compresses with loss and not otherwise. */
  public boolean lossy() {
    return LOSSY.matcher(uid).matches();
  }

  /** Whether its pixels may have lost something: it compresses with loss, or leaves the choice. */
  public boolean mayBeLossy() {
    return lossy() || CHOICE.matcher(uid).matches();
  }

  /** Whether all frames are one stream of MPEG-2, MPEG-4 or HEVC (PS3.5 sections A.4.5 to 7). */
  boolean isVideo() {
    return uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.10[0-8](\\.1)?|.*\\.1\\.2\\.7\\.\\d");
  }

  @Override
  public String toString() {
    return name().equals(uid) ? uid : name() + " (" + uid + ")";
  }
}
