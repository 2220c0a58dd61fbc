package medimg.cli;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.pixels.Box;
import medimg.pixels.DerivedImage;
import medimg.pixels.FreqHist;
import medimg.pixels.Like;
import medimg.pixels.Pixels;
import medimg.pixels.Window;

/**
 * What {@code inspect --operations} says: the results of all operations that fastai 2.8.12 has,
 * each under fastai's name with its arguments, to be compared with fastai's. So padding counts, and
 * {@link Like#FASTAI} is taken where there is a choice.
 *
 * <p>An image is told by its shape (of several channels: channels x rows x columns), extremes,
 * mean, population standard deviation, and the values at flat index (2k+1) N / 10; a mask by the
 * number and the box of its pixels (of several frames: rows and columns of all); bins are given
 * whole. What cannot be done has an {@code error}.
 */
final class Operations {
  private static final int SAMPLES = 5;

  private final Map<String, Object> results = new LinkedHashMap<>();

  private Operations() {}

  /**
   * The results by name.
   *
   * @throws DicomException if the pixels cannot be decoded
   */
  static Map<String, Object> of(Dicom dicom) {
    Pixels all = Pixels.allOf(dicom).withPadding();
    Pixels stored = all.layout().photometric().startsWith("YBR_FULL") ? all.toRgb() : all;
    Operations made = new Operations();
    made.levels(stored);
    made.images(stored);
    made.files(dicom, stored);
    return made.results;
  }

  private void levels(Pixels stored) {
    put("scaled_px", () -> image(stored.scaled()));
    put("freqhist_bins_1", () -> bins(stored.scaled().freqHistBins(1)));
    put("freqhist_bins_100", () -> bins(stored.scaled().freqHistBins(100)));
    put("array_freqhist_bins_1", () -> bins(stored.scaled().arrayFreqHistBins(1)));
    put("array_freqhist_bins_100", () -> bins(stored.scaled().arrayFreqHistBins(100)));
    put("hist_scaled", () -> image(stored.scaled().histScaled()));
    put("hist_scaled_min10_max100", () -> image(stored.scaled().histScaled(10, 100)));
    put("windowed_lungs", () -> image(stored.scaled().windowed(Window.LUNGS)));
    put("windowed_brain", () -> image(stored.scaled().windowed(Window.BRAIN)));
    put("pct_in_window_lungs", () -> stored.scaled().pctInWindow(Window.LUNGS));
    put("pct_in_window_brain", () -> stored.scaled().pctInWindow(Window.BRAIN));
  }

  private void images(Pixels stored) {
    put("uniform_blur2d_10", () -> image(stored.scaled().uniformBlur2d(10, Like.FASTAI)));
    put("uniform_blur2d_9", () -> image(stored.scaled().uniformBlur2d(9, Like.FASTAI)));
    put("gauss_blur2d_10", () -> image(stored.scaled().gaussBlur2d(10, Like.FASTAI)));
    put("mask_from_blur_brain", () -> mask(stored.scaled().maskFromBlur(Window.BRAIN)));
    put(
        "mask_from_blur_brain_s0.1_t0.2",
        () -> mask(stored.scaled().maskFromBlur(Window.BRAIN, .1, .2, true)));
    put(
        "mask_from_blur_lungs_s0.02_t0.5_keepmax",
        () -> mask(stored.scaled().maskFromBlur(Window.LUNGS, .02, .5, false)));
    put("crop_resize_64", () -> crop(stored.scaled()));
    put(
        "to_nchan_brain_subdural_abdomen",
        () ->
            image(
                stored.scaled().toNChannels(Window.BRAIN, Window.SUBDURAL, Window.ABDOMEN_SOFT),
                true));
  }

  private void files(Dicom dicom, Pixels stored) {
    put("to_uint16", () -> Map.of("pixels_at_1.0_that_become_0", lost(stored.scaled())));
    put("zoom_0.5", () -> image(stored.zoom(.5, Like.FASTAI)));
    put("zoom_0.5_read_back", () -> readBack(dicom));
    put(
        "zoom_to_90",
        () -> {
          Pixels zoomed = stored.zoomTo(90, 90, Like.FASTAI);
          Map<String, Object> image = image(zoomed);
          image.put("rows_cols", new Object[] {zoomed.rows(), zoomed.columns()});
          return image;
        });
    put("PILDicom.create", () -> picture(stored.toImage()));
  }

  private void put(String name, Supplier<Object> operation) {
    Object result;
    try {
      result = operation.get();
    } catch (DicomException e) {
      result = Map.of("error", e.getMessage());
    } catch (OutOfMemoryError e) {
      result = Map.of("error", name + ": does not fit the memory of this Java");
    }
    results.put(name, result);
  }

  private static Map<String, Object> image(Pixels px) {
    return image(px, false);
  }

  private static Map<String, Object> image(Pixels px, boolean channels) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("shape", shape(px, channels));
    out.put("mean", px.mean());
    out.put("std", px.std());
    Object[] samples = new Object[SAMPLES];
    for (int k = 0; k < SAMPLES; k++) {
      int at = (int) ((2L * k + 1) * px.size() / (2 * SAMPLES));
      samples[k] = px.value(channels ? ofPlanes(px, at) : at);
    }
    out.put("samples", samples);
    out.put("min", px.min());
    out.put("max", px.max());
    return out;
  }

  private static Object[] shape(Pixels px, boolean channels) {
    List<Integer> axes =
        channels
            ? List.of(px.frames(), px.samples(), px.rows(), px.columns())
            : List.of(px.frames(), px.rows(), px.columns(), px.samples());
    int from = px.frames() == 1 ? 1 : 0;
    return axes.subList(from, px.samples() == 1 ? 3 : 4).toArray();
  }

  /** The index within pixels of a sample counted channel by channel in each frame. */
  private static int ofPlanes(Pixels px, int at) {
    int plane = px.rows() * px.columns();
    int frame = at / (plane * px.samples());
    int within = at % (plane * px.samples());
    return (frame * plane + within % plane) * px.samples() + within / plane;
  }

  private static Object[] bins(FreqHist bins) {
    return Arrays.stream(bins.breaks()).boxed().toArray();
  }

  private static Map<String, Object> mask(Pixels mask) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("true_pixels", Math.round(mask.mean() * mask.size()));
    Box[] boxes = mask.mask2bboxes().stream().map(box -> fastais(box, mask)).toArray(Box[]::new);
    out.put(
        "bbox",
        new Object[] {
          new Object[] {each(boxes, Box::top), each(boxes, Box::left)},
          new Object[] {each(boxes, Box::bottom), each(boxes, Box::right)}
        });
    return out;
  }

  /** One number, or one for each frame. */
  private static Object each(Box[] boxes, Function<Box, Integer> corner) {
    Object[] all = Arrays.stream(boxes).map(corner).toArray();
    return all.length == 1 ? all[0] : all;
  }

  private static Box fastais(Box box, Pixels mask) {
    return box.isEmpty() ? Box.fastaiEmpty(mask) : box;
  }

  private static Object crop(Pixels px) {
    Pixels mask = px.maskFromBlur(Window.BRAIN);
    Map<String, Object> out =
        image(px.cropResize(fastais(mask.mask2bbox(), mask), 64, 64, Like.FASTAI));
    if (px.samples() == 1) {
      out.put("shape", new Object[] {1, 1, 64, 64});
    }
    return out;
  }

  /** How many of the brightest pixels 16 bit make black. */
  private static long lost(Pixels px) {
    Pixels grey = px.histScaled();
    Pixels levels = grey.toUint16();
    long lost = 0;
    for (int i = 0; i < grey.size(); i++) {
      lost += grey.value(i) == 1 && levels.value(i) == 0 ? 1 : 0;
    }
    return lost;
  }

  /** Whether a new file holds the pixels that it was made of. */
  private static String readBack(Dicom dicom) {
    Pixels px = Pixels.allOf(dicom);
    Pixels made = (px.layout().photometric().startsWith("YBR_FULL") ? px.toRgb() : px).zoom(.5);
    Pixels read = Pixels.allOf(DerivedImage.zoom(dicom, .5));
    boolean equal = made.size() == read.size();
    for (int i = 0; i < made.size() && equal; i++) {
      // Padding may be another number.
      equal =
          made.hasValue(i) == read.hasValue(i)
              && (!made.hasValue(i) || made.value(i) == read.value(i));
    }
    return equal ? "equal" : "different";
  }

  private static Map<String, Object> picture(BufferedImage image) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("mode", image.getRaster().getNumBands() == 1 ? "L" : "RGB");
    out.put("size", new Object[] {image.getWidth(), image.getHeight()});
    return out;
  }
}
