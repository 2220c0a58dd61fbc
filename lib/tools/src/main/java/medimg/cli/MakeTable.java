package medimg.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import medimg.dicom.DicomException;
import medimg.dicom.DicomFiles;
import medimg.dicom.WholeFile;
import medimg.table.FromDicoms;
import medimg.table.TableFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** {@code table}: the headers of a folder as a CSV file; see {@link FromDicoms}. */
@Command(
    name = "table",
    description = {
      "Writes a CSV file with a row for each DICOM file below a folder and a column for each element.",
      "Values that may identify a person are left out unless asked for.",
      "A file that cannot be read is a row with its reason in the column error."
    },
    mixinStandardHelpOptions = true)
final class MakeTable implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      required = true,
      description = "the file to write; one that is there is replaced when all is read")
  private Path out;

  @Option(
      names = "--pixels",
      description = "add minimum, maximum, mean, deviation, and share in the brain window")
  private boolean pixels;

  @Option(names = "--nested", description = "add the elements within sequences")
  private boolean nested;

  @Option(
      names = "--show-identifying",
      description = "write the true names, dates and identifiers: treat the file like the images")
  private boolean identifying;

  @Parameters(paramLabel = "FOLDER", description = "searched with all folders below it")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DicomFiles files = DicomFiles.in(folder);
    if (files.count() == 0) {
      throw new DicomException(
          folder
              + ": there is no DICOM file in this folder or below; name the folder of your files");
    }
    WholeFile.check(out);
    FromDicoms from = FromDicoms.of(files);
    from = pixels ? from.withPixels() : from;
    from = nested ? from.nested() : from;
    from = identifying ? from.showIdentifying() : from;
    Table table = from.table();
    TableFile.write(table, out);
    StringColumn errors = table.stringColumn("error");
    spec.commandLine()
        .getOut()
        .println(
            out
                + ": "
                + table.rowCount()
                + " rows x "
                + table.columnCount()
                + " columns, "
                + (errors.size() - errors.countMissing())
                + " with an error");
    return 0;
  }
}
