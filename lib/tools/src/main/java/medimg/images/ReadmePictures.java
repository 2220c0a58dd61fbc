package medimg.images;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import medimg.dicom.DicomException;
import medimg.dicom.WholeFile;
import medimg.pixels.Pixels;
import medimg.pixels.Window;

/** Makes all pictures of the folder {@code images}; the same samples give the same pictures. */
public final class ReadmePictures {
  private static final String SLICE = "ct/chest/0020.dcm";
  private static final String FILM = "siim/train/Pneumothorax/000000.dcm";

  private static final String PNEUMOTHORAX = "siim/train/Pneumothorax/000053.dcm";
  private static final String HEAD = "ct/head/0018.dcm";

  /** A slice with lungs, heart, liver and bones. */
  private static final String DIAPHRAGM = "ct/chest/0031.dcm";

  private ReadmePictures() {}

  /**
   * Makes the pictures.
   *
   * @param samples the folder of the usual samples
   * @param folder where the pictures are put; it is made if it is not there
   * @return the files made
   * @throws DicomException if a sample is missing or a picture cannot be written
   */
  public static List<Path> make(Path samples, Path folder) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    Path slice = samples.resolve(SLICE);
    Path film = samples.resolve(FILM);
    pictures.put("workflow.svg", text(Workflow.svg()));
    pictures.put("file.svg", text(FileParts.svg(slice, film, "data/samples/" + SLICE)));
    pictures.put("tree.svg", text(DataTree.svg(samples)));
    Pixels radiograph = Examples.stored(samples.resolve(PNEUMOTHORAX));
    Pixels brain = Examples.stored(samples.resolve(HEAD)).scaled();
    pictures.put("film.jpg", Examples.square(radiograph.histScaled()));
    pictures.put(
        "chest.jpg", Examples.square(Examples.stored(slice).scaled().windowed(Window.LUNGS)));
    pictures.put("head.jpg", Examples.square(brain.windowed(Window.BRAIN)));
    pictures.put("histogram.jpg", Examples.histScaled(radiograph));
    pictures.put("windows.jpg", Examples.windows(Examples.stored(samples.resolve(DIAPHRAGM))));
    return pictures.entrySet().stream()
        .map(picture -> write(folder.resolve(picture.getKey()), picture.getValue()))
        .toList();
  }

  private static byte[] text(String svg) {
    return svg.getBytes(StandardCharsets.UTF_8);
  }

  private static Path write(Path file, byte[] bytes) {
    WholeFile.makeFolder(file);
    return WholeFile.write(file, "the picture", out -> out.write(bytes));
  }
}
