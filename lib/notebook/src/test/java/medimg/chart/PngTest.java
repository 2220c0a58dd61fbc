package medimg.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** PNG files that ImageIO reads back. */
class PngTest {
  private static final int PALETTE = 3;
  private static final int RGBA = 6;

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** Byte 25 of a file is the colour type of its header. */
  private static int type(byte[] png) {
    return png[25];
  }

  @Test
  void upTo256ColoursWithTransparencyComeBackAsTheyWere() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
    for (int i = 1; i < 256; i++) {
      image.setRGB(i % 16, i / 16, i << 24 | 0x204060 + i);
    }
    byte[] png = Png.of(image);
    BufferedImage back = read(png);
    assertThat(type(png)).isEqualTo(PALETTE);
    for (int i = 0; i < 256; i++) {
      assertThat(back.getRGB(i % 16, i / 16)).isEqualTo(image.getRGB(i % 16, i / 16));
    }
  }

  @Test
  void greyComesBackExactly() throws IOException {
    BufferedImage image = new BufferedImage(37, 23, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(1);
    for (int i = 0; i < 37 * 23; i++) {
      image.getRaster().setSample(i % 37, i / 37, 0, i / 5 + random.nextInt(5));
    }
    BufferedImage back = read(Png.of(image));
    for (int i = 0; i < 37 * 23; i++) {
      assertThat(back.getRaster().getSample(i % 37, i / 37, 0))
          .isEqualTo(image.getRaster().getSample(i % 37, i / 37, 0));
    }
  }

  @Test
  void moreColoursThanAPaletteHoldsComeBackExactly() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
    Random random = new Random(1);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt() | 0x01000000);
    }
    byte[] png = Png.of(image);
    BufferedImage back = read(png);
    assertThat(type(png)).isEqualTo(RGBA);
    for (int i = 0; i < 64 * 64; i++) {
      assertThat(back.getRGB(i % 64, i / 64)).isEqualTo(image.getRGB(i % 64, i / 64));
    }
  }

  @Test
  void softEdgesGoIntoAPaletteAndAreasKeepTheirColour() throws IOException {
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setStroke(new BasicStroke(6));
    Color[] colours = {Theme.BLUE, Theme.ORANGE, Theme.TEXT, Theme.FILL, Color.GREEN, Color.PINK};
    for (int i = 0; i < 24; i++) {
      g.setColor(colours[i % colours.length]);
      g.drawOval(5 + 5 * i, 10 + 3 * i, 150, 180 - 7 * i);
    }
    g.setColor(Theme.ORANGE);
    g.fillRect(200, 250, 50, 40);
    g.dispose();
    byte[] png = Png.ofDrawing(image);
    BufferedImage back = read(png);
    assertThat(type(Png.of(image))).isEqualTo(RGBA);
    assertThat(type(png)).isEqualTo(PALETTE);
    assertThat(back.getRGB(220, 270)).isEqualTo(Theme.ORANGE.getRGB());
    assertThat(back.getRGB(299, 0) >>> 24).isZero();
  }
}
