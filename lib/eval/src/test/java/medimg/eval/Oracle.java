package medimg.eval;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The true values of scikit-learn, scipy and statsmodels, and the cases they are of. */
final class Oracle {
  static final JsonObject JSON = read();

  private Oracle() {}

  private static JsonObject read() {
    try (Reader reader =
        new InputStreamReader(
            Oracle.class.getResourceAsStream("/oracle/eval.json"), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The 250 cases with the scores of model {@code p} or {@code q}. */
  static Predictions cases(String model) {
    JsonObject inputs = JSON.getAsJsonObject("inputs");
    return Predictions.of(integers(inputs.get("y")), numbers(inputs.get(model)))
        .withPatients(integers(inputs.get("group")));
  }

  static double[] numbers(JsonElement array) {
    return array.getAsJsonArray().asList().stream()
        .mapToDouble(
            e -> e.getAsString().equals("inf") ? Double.POSITIVE_INFINITY : e.getAsDouble())
        .toArray();
  }

  static int[] integers(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }
}
