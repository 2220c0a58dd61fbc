package medimg.dcm4che;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import medimg.dicom.ReaderContractTest;
import medimg.samples.Samples;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every reader that is present keeps the contract on samples too. */
class ContractOnSamplesTest {
  @TestFactory
  Stream<DynamicNode> ourSamples(@TempDir Path folder) throws IOException {
    return ReaderContractTest.perReader(new Samples(3, 9, 0).in(folder));
  }
}
