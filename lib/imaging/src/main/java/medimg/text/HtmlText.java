package medimg.text;

/** Text within HTML and XML. */
public final class HtmlText {
  private HtmlText() {}

  /**
   * Text that is shown as it stands, within an element and within an attribute; control characters
   * but line ends and tabs become U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String safe =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> c < ' ' && c != '\n' && c != '\t' ? "\uFFFD" : null;
          };
      if (safe != null && out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (out != null) {
        if (safe == null) {
          out.append(c);
        } else {
          out.append(safe);
        }
      }
    }
    return out == null ? text : out.toString();
  }
}
