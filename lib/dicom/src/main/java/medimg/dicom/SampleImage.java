package medimg.dicom;

import medimg.dictionary.Tag;

/** How an image says that it is a computed phantom of this library and no patient's. */
public final class SampleImage {
  private SampleImage() {}

  /** What (0020,4000) Image Comments says in every one of them. */
  public static final String COMMENT = "Computed phantom, synthetic: not an image of a patient";

  /**
   * Whether an image is one, by what its header says of itself.
   *
   * @param dicom the image
   * @return whether it is one
   */
  public static boolean isOne(Dicom dicom) {
    return dicom.header().string(Tag.SyntheticData, "").strip().equals("YES")
        && dicom.header().string(Tag.ImageComments, "").strip().equals(COMMENT);
  }
}
