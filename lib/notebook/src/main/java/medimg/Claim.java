package medimg;

import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.SampleImage;

/**
 * A sentence about numbers, beside whether it holds: what a notebook says, it checks.
 *
 * @param text the sentence
 * @param holds whether it is so
 */
public record Claim(String text, boolean holds) {
  /**
   * Checks a sentence that holds for any data.
   *
   * @throws DicomException if it does not hold
   */
  public static Claim that(String text, boolean holds) {
    return about(text, holds);
  }

  /**
   * Checks a sentence about images. On our samples it must hold; your own files are free to differ,
   * and the line says so.
   *
   * @throws DicomException if it does not hold although all images are samples
   */
  public static Claim about(String text, boolean holds, Dicom... images) {
    boolean ours = true;
    for (Dicom image : images) {
      ours &= SampleImage.isOne(image);
    }
    if (!holds && ours) {
      throw new DicomException("this does not hold, though the text says so: " + text);
    }
    return new Claim(text, holds);
  }

  /** The sentence, marked as true or as not so in these files. */
  @Override
  public String toString() {
    return holds ? "\u2713 " + text : "\u2717 not so in your files: " + text;
  }
}
