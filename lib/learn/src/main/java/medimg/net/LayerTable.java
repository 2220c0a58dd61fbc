package medimg.net;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The layers that a network's blocks are made of, in the order in which an image meets them. */
final class LayerTable {
  private record Row(String layer, Shape output, long learnt) {}

  private final List<Row> rows = new ArrayList<>();
  private int residuals;
  private String prefix = "";

  private LayerTable() {}

  /**
   * A row for each layer that learns or pools.
   *
   * @param image the shape of one film: images x channels x rows x columns
   */
  static Table of(String title, Architecture architecture, Block trunk, Block head, Shape image) {
    LayerTable all = new LayerTable();
    Shape evidence = all.add(head, all.add(trunk, image));
    all.rows.add(new Row(Layers.pooling(architecture), evidence.slice(1, 2), 0));
    StringColumn layers = StringColumn.create("layer");
    StringColumn outputs = StringColumn.create("channels x rows x columns");
    LongColumn learnt = LongColumn.create("weights");
    for (Row row : all.rows) {
      layers.append(row.layer);
      outputs.append(
          LongStream.of(row.output.getShape())
              .mapToObj(Long::toString)
              .collect(Collectors.joining(" x ")));
      learnt.append(row.learnt);
    }
    return Table.create(title, layers, outputs, learnt);
  }

  /** Adds what a block is made of; gives the shape that it makes of another. */
  private Shape add(Block block, Shape in) {
    if (block instanceof SequentialBlock) {
      Shape shape = in;
      for (Block child : block.getChildren().values()) {
        shape = add(child, shape);
      }
      return shape;
    }
    Shape out = block.getOutputShapes(new Shape[] {in})[0];
    if (block instanceof ParallelBlock) {
      addResidual(block.getChildren().values(), in);
    } else if (block instanceof BatchNorm) {
      Row last = rows.remove(rows.size() - 1);
      rows.add(new Row(last.layer + ", norm", last.output, last.learnt + learnt(block)));
    } else if (block instanceof Conv2d convolution) {
      addRow("convolution " + size(convolution.getKernelShape()), out, learnt(block));
    } else if (block instanceof LambdaBlock lambda) {
      switch (lambda.getName()) {
        case "avgPool2d" -> addRow("mean of 2 x 2", out, 0); // no other size is in use
        case "maxPool2d" -> addRow("largest of 3 x 3", out, 0);
        case Layers.BOTH_HALVES -> prefix = Layers.BOTH_HALVES + ": ";
        default -> {
          // ReLU, or the input itself: belongs to the layer before
        }
      }
    }
    return out;
  }

  /** The path first, then the shortcut, whose layers are one row. */
  private void addResidual(List<Block> ways, Shape in) {
    residuals++;
    LayerTable path = new LayerTable();
    path.add(ways.get(0), in);
    for (Row row : path.rows) {
      rows.add(new Row("residual " + residuals + ": " + row.layer, row.output, row.learnt));
    }
    LayerTable shortcut = new LayerTable();
    Shape out = shortcut.add(ways.get(1), in);
    if (!shortcut.rows.isEmpty()) {
      String layers = shortcut.rows.stream().map(Row::layer).collect(Collectors.joining(", "));
      long learnt = shortcut.rows.stream().mapToLong(Row::learnt).sum();
      addRow("residual " + residuals + ", shortcut: " + layers, out, learnt);
    }
  }

  private void addRow(String layer, Shape output, long learnt) {
    rows.add(new Row(prefix + layer, output.slice(1), learnt));
    prefix = "";
  }

  private static String size(Shape kernel) {
    return kernel.get(0) + " x " + kernel.get(1);
  }

  private static long learnt(Block block) {
    return block.getDirectParameters().values().stream()
        .filter(Parameter::requiresGradient)
        .mapToLong(p -> p.getArray().size())
        .sum();
  }
}
