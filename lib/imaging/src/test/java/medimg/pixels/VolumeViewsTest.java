package medimg.pixels;

import static medimg.dicom.TransferSyntax.EXPLICIT_LITTLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import medimg.dicom.Dicom;
import medimg.dicom.DicomBytes;
import medimg.dicom.DicomException;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import org.junit.jupiter.api.Test;

/** Planes and projections of volumes that lie in every way, and shares along them. */
class VolumeViewsTest {
  private static final Point[] DIRECTIONS = {
    new Point(1, 0, 0), new Point(-1, 0, 0), new Point(0, 1, 0),
    new Point(0, -1, 0), new Point(0, 0, 1), new Point(0, 0, -1)
  };

  /** What a voxel at a place of the patient holds: each corner of a cube has its own number. */
  private static int code(Point p) {
    return (p.x() > 0 ? 1 : 0) + (p.y() > 0 ? 2 : 0) + (p.z() > 0 ? 4 : 0);
  }

  /** A cube of 2 x 2 x 2 voxels around the origin, 3 mm between slices, 2 between rows, 1. */
  private static Volume cube(Point alongRow, Point alongColumn, boolean backwards) {
    Point normal = alongRow.cross(alongColumn);
    List<Dicom> slices = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      Point first = normal.times(3 * k - 1.5).plus(alongColumn.times(-1)).plus(alongRow.times(-.5));
      byte[] values = new byte[4];
      for (int i = 0; i < 4; i++) {
        values[i] =
            (byte) code(first.plus(alongRow.times(i % 2)).plus(alongColumn.times(i / 2 * 2)));
      }
      slices.add(slice(first, alongRow, alongColumn, "2\\1", 2, 2, values, "-1"));
    }
    if (backwards) {
      Collections.reverse(slices);
    }
    return Volume.of(slices);
  }

  private static Dicom slice(
      Point first,
      Point alongRow,
      Point alongColumn,
      String spacing,
      int rows,
      int columns,
      byte[] values,
      String padding) {
    return Dicom.read(
        DicomBytes.grey8(EXPLICIT_LITTLE, rows, columns)
            .text(Tag.Modality, VR.CS, "CT")
            .text(Tag.SeriesInstanceUID, VR.UI, "1.2")
            .text(Tag.ImagePositionPatient, VR.DS, numbers(first))
            .text(
                Tag.ImageOrientationPatient, VR.DS, numbers(alongRow) + "\\" + numbers(alongColumn))
            .text(Tag.PixelSpacing, VR.DS, spacing)
            .us(Tag.PixelPaddingValue, Integer.parseInt(padding) & 0xFFFF)
            .text(Tag.RescaleIntercept, VR.DS, "-1000")
            .text(Tag.RescaleSlope, VR.DS, "10")
            .element(Tag.PixelData, VR.OB, values)
            .bytes());
  }

  private static String numbers(Point p) {
    return Numbers.text(p.x()) + "\\" + Numbers.text(p.y()) + "\\" + Numbers.text(p.z());
  }

  @Test
  void everyPlaneIsTurnedRadiologicallyHoweverTheSlicesLieAndAreStored() {
    int tried = 0;
    for (Point alongRow : DIRECTIONS) {
      for (Point alongColumn : DIRECTIONS) {
        if (alongRow.dot(alongColumn) != 0) {
          continue;
        }
        for (boolean backwards : new boolean[] {false, true}) {
          Volume volume = cube(alongRow, alongColumn, backwards);
          for (View view : View.values()) {
            for (int index = 0; index < 2; index++) {
              checkTurned(volume.section(view, index));
            }
          }
          tried++;
        }
      }
    }
    assertThat(tried).isEqualTo(48);
  }

  private static void checkTurned(Section section) {
    String edges = section.left() + section.right() + section.top() + section.bottom();
    assertThat(edges)
        .isEqualTo(
            switch (section.view()) {
              case AXIAL -> "RLAP";
              case CORONAL -> "RLHF";
              case SAGITTAL -> "APHF";
            });
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double code = code(section.plane().at(i, j));
        assertThat(section.pixels().at(i, j)).isEqualTo(10 * code - 1000);
      }
    }
  }

  @Test
  void aSagittalSeriesGivesItsOwnSlicesAsSagittalPlanesWithTheirSpacing() {
    Volume volume = cube(new Point(0, 1, 0), new Point(0, 0, -1), true);
    assertThat(volume.orientation()).isEqualTo("P\\F\\R");
    Section sagittal = volume.section(View.SAGITTAL, 1);
    assertThat(sagittal.pixels().values()).containsExactly(-960, -940, -1000, -980);
    assertThat(sagittal.aspect()).isEqualTo(2);
    Section axial = volume.section(View.AXIAL, 0);
    assertThat(axial.plane().rowSpacing()).isEqualTo(1);
    assertThat(axial.plane().columnSpacing()).isEqualTo(3);
    assertThat(axial.width()).isEqualTo(6);
    assertThat(axial.height()).isEqualTo(2);
    assertThat(axial)
        .hasToString(
            "axial, row 0: 2 x 2 (rows x columns), HU, spacing 1 x 3 mm,"
                + " left R, right L, top A, bottom P");
  }

  @Test
  void anObliqueSeriesHasTheLettersOfTheNearestAxesAndOfMuchSlant() {
    Point alongRow = new Point(.906308, .422618, 0);
    Section much = cube(alongRow, new Point(-.422618, .906308, 0), false).section(View.AXIAL);
    assertThat(much.right()).isEqualTo("LP");
    assertThat(much.left()).isEqualTo("RA");
    assertThat(much.top()).isEqualTo("AL");
    Point little = new Point(.996195, .087156, 0);
    Volume volume = cube(little, new Point(-.087156, .996195, 0), false);
    assertThat(volume.section(View.AXIAL).right()).isEqualTo("L");
    assertThat(volume.section(View.SAGITTAL).left()).isEqualTo("A");
    assertThat(volume.section(View.CORONAL).left()).isEqualTo("R");
  }

  /** 3 slices of 1 x 4, feet first; 9 is padding. */
  private static Volume bar() {
    List<Dicom> slices = new ArrayList<>();
    byte[][] values = {{1, 2, 3, 9}, {4, 1, 1, 9}, {2, 2, 5, 9}};
    for (int k = 0; k < 3; k++) {
      Point first = new Point(0, 0, 5 * k - 5);
      slices.add(
          slice(first, new Point(1, 0, 0), new Point(0, 1, 0), "1\\1", 1, 4, values[k], "9"));
    }
    return Volume.of(slices);
  }

  @Test
  void aPlaneThroughAVoxelHoldsItAndPaddingHasNoValue() {
    Section coronal = bar().section(View.CORONAL, 1, 0, 2);
    assertThat(coronal.pixels().rows()).isEqualTo(3);
    assertThat(coronal.pixels().at(0, 2)).isEqualTo(-950);
    assertThat(coronal.pixels().at(2, 0)).isEqualTo(-990);
    assertThat(coronal.pixels().count()).isEqualTo(9);
    assertThat(coronal.pixels().unit()).isEqualTo("HU");
    assertThat(coronal.plane().position()).isEqualTo(new Point(0, 0, 5));
    assertThat(coronal.plane().row(new Point(2, 7, -5))).isEqualTo(2);
    assertThat(coronal.plane().column(new Point(2, 7, -5))).isEqualTo(2);
  }

  @Test
  void aProjectionHasTheLargestValueAlongEachRay() {
    assertThat(bar().mip(View.AXIAL).pixels().values())
        .containsExactly(-960, -980, -950, Float.NaN);
    assertThat(bar().mip(View.AXIAL, 0, 1).pixels().values())
        .containsExactly(-960, -980, -970, Float.NaN);
    Section side = bar().mip(View.SAGITTAL);
    assertThat(side.pixels().values()).containsExactly(-950, -960, -970);
    assertThat(side.plane().rowSpacing()).isEqualTo(5);
    assertThat(bar().mip(View.SAGITTAL, 1, 2).what())
        .isEqualTo("sagittal maximum of columns 1 to 2");
  }

  @Test
  void planesOutsideAreRefused() {
    assertThatThrownBy(() -> bar().section(View.SAGITTAL, 4))
        .isInstanceOf(DicomException.class)
        .hasMessage("there is no column 4: the volume has 4, counted from 0");
    assertThatThrownBy(() -> bar().mip(View.AXIAL, 2, 1))
        .hasMessage("there is no slice 2 to 1: the volume has 3, counted from 0");
    assertThatThrownBy(() -> bar().section(View.AXIAL, 0, 1, 0))
        .hasMessageContaining("there is no voxel in row 1, column 0");
  }

  @Test
  void eachSliceHasItsShareInAWindowAndSlicesAreChosenByIt() {
    SliceShares shares = bar().pctInWindow(Window.of(30, -970));
    assertThat(shares.slices()).isEqualTo(3);
    assertThat(shares.share(0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(shares.share(1))
        .isCloseTo(bar().slice(1).pctInWindow(Window.of(30, -970)), within(0.0));
    assertThat(shares.position(2)).isEqualTo(5);
    assertThat(shares.direction()).isEqualTo("H");
    assertThat(shares.above(.5)).containsExactly(0, 2);
    assertThat(shares.largest()).isEqualTo(0);
    assertThat(shares)
        .hasToString(
            "share of each of 3 slices in w 30, l -970: 0.3333 (slice 1) to 0.6667 (slice 0);"
                + " first: 0.6667 0.3333 0.6667");
    assertThatThrownBy(() -> shares.above(30))
        .isInstanceOf(DicomException.class)
        .hasMessage("above(30): a share is from 0 to 1");
    assertThatThrownBy(() -> shares.share(3)).hasMessageContaining("there is no slice 3");
  }
}
