package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import medimg.dicom.DicomException;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;

/** Pictures side by side. */
class GalleryTest {
  private static final Pixels PX = Pixels.of(new float[1024 * 512], 1024, 512);

  private static Gallery of(int pictures) {
    Gallery gallery = Gallery.of("0", PX);
    for (int i = 1; i < pictures; i++) {
      gallery = gallery.with(String.valueOf(i), PX);
    }
    return gallery;
  }

  private static Picture picture(Gallery gallery, int i) {
    return (Picture) gallery.items().get(i).content();
  }

  @Test
  void asManyAreInARowAsFit() {
    List<Integer> columns =
        IntStream.of(1, 2, 3, 4, 5, 6, 8, 9, 12).mapToObj(n -> of(n).columns()).toList();
    assertThat(columns).containsExactly(1, 2, 3, 2, 3, 3, 4, 3, 4);
    assertThat(of(3).with("chart", PX.histogram(2)).with("5", PX).columns()).isEqualTo(2);
    assertThat(of(3).columns(8).columns()).isEqualTo(8);
  }

  @Test
  void aRowIsNotWiderThanThePage() {
    for (int columns = 1; columns <= 8; columns++) {
      Gallery gallery = of(8).columns(columns);
      int row = columns * gallery.cellWidth() + (columns - 1) * Gallery.GAP;
      assertThat(row).isBetween(Gallery.WIDTH - 8, Gallery.WIDTH);
    }
  }

  @Test
  void picturesShrinkToTheirCellAndSoDoTheirBytes() {
    Gallery gallery = of(4).columns(4);
    assertThat(picture(gallery, 0).image().getWidth()).isLessThanOrEqualTo(gallery.cellWidth());
    assertThat(picture(gallery, 0).image().getHeight())
        .isLessThanOrEqualTo(gallery.cellWidth() * 5 / 4);
    Gallery bars = Gallery.of("a", Picture.of(PX).withBar()).with("b", PX);
    Picture first = picture(bars, 0);
    assertThat(first.image().getWidth() + first.bar().orElseThrow().width())
        .isLessThanOrEqualTo(bars.cellWidth());
  }

  @Test
  void aPictureAloneInARowIsNotEnlargedAndNotWiderThanThePage() {
    Pixels wide = Pixels.of(new float[1500 * 2], 2, 1500);
    Gallery gallery = Gallery.of("wide", Picture.of(wide).width(1500)).with("small", PX).columns(1);
    assertThat(picture(gallery, 0).image().getWidth()).isEqualTo(Gallery.WIDTH);
    assertThat(picture(gallery, 1).image().getWidth()).isEqualTo(256);
  }

  @Test
  void withAndColumnsLeaveTheGalleryAsItWas() {
    Gallery one = of(1);
    one.with("2", PX).columns(2);
    assertThat(one.items()).hasSize(1);
    assertThat(one.columns()).isEqualTo(1);
  }

  @Test
  void captionsAreTheTitlesAndTheText() {
    Gallery gallery = Gallery.of("before", Picture.of(PX).titled("x")).with("after", PX);
    assertThat(picture(gallery, 0).title()).isEqualTo("before");
    assertThat(gallery).hasToString("gallery of 2: before; after");
  }

  @Test
  void columnsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> of(2).columns(0))
        .isInstanceOf(DicomException.class)
        .hasMessage("columns(0): must be 1 to 8");
  }
}
