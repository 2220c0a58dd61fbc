package medimg.pixels;

/** How far the numbers of {@link Pixels} have come on their way from the file to the screen. */
public enum Stage {
  /** As the file stores them, without the modality transform. */
  STORED,
  /** After the modality transform (PS3.3 section C.11.1), or your own: of the unit that is told. */
  MODALITY,
  /** Grey levels from 0 to 1, which a picture shows as they are. */
  GREY_LEVEL
}
