package medimg.notebook;

import java.util.List;
import medimg.codec.ImageLayout;
import medimg.dicom.DataSet;
import medimg.dicom.Dicom;
import medimg.dicom.DicomException;
import medimg.dicom.Element;
import medimg.dicom.Identifying;
import medimg.dicom.PixelData;
import medimg.dicom.TransferSyntax;
import medimg.dicom.Warning;
import medimg.dictionary.Tag;
import medimg.dictionary.VR;
import medimg.text.HtmlText;

/**
 * A header as a table of tag, VR, name and value. Sequences fold; a search box filters rows.
 *
 * <p>An identifying value that is hidden does not enter the HTML at all. Without scripts the box
 * does not appear, without styles the table is plain; both still read.
 */
final class HeaderTable {
  /** Longer values are cut, and whole on hovering. */
  private static final int LONGEST = 96;

  /** Elements shown at most, nested ones counted: a plan may hold a hundred thousand. */
  private static final int MOST = 2000;

  /**
   * Makes the search box: where scripts are stripped, none appears. Finds its table from the place
   * of the script, so that nothing needs an id and two outputs of the same file do not disturb each
   * other.
   */
  private static final String SEARCH =
      """
      <script>(function(){
      var s=document.currentScript;if(!s)return;
      var b=s.parentNode,o=b.querySelector('output'),i=document.createElement('input'),
      r=b.querySelectorAll('.medimg-s>table>tbody>tr'),
      text=function(e){var t=e.textContent;e.querySelectorAll('[title]').forEach(function(x){
      t+=' '+x.title});return t.toLowerCase()};
      i.type='search';i.placeholder='search tag, name or value';
      i.setAttribute('aria-label','search the header');
      o.parentNode.insertBefore(i,o);
      i.addEventListener('input',function(){
      var q=i.value.trim().toLowerCase(),n=0;
      r.forEach(function(t){
      var m=text(t).includes(q);t.style.display=m?'':'none';if(m)n++;
      t.querySelectorAll('details').forEach(function(d){d.open=!!q&&text(d).includes(q)})});
      o.textContent=q?n+' of '+r.length:''})})()</script>""";

  private final StringBuilder out = new StringBuilder(16_384);
  private final boolean show;
  private int shown;
  private int hidden;
  private int left;

  private HeaderTable(boolean show) {
    this.show = show;
  }

  /** A file's header, the file meta information before it and the pixel data told after it. */
  static String of(Dicom dicom) {
    HeaderTable table = new HeaderTable(dicom.isIdentifyingShown());
    table.rows(dicom.meta());
    table.rows(dicom.header());
    if (dicom.hasPixelData()) {
      table.pixelData(dicom);
    }
    StringBuilder about = new StringBuilder("<p><b>").append(HtmlText.escape(dicom.name()));
    about.append("</b>, ").append(HtmlText.escape(dicom.transferSyntax().name())).append("</p>");
    for (Warning warning : dicom.warnings()) {
      about.append("<p>\u26A0 ").append(HtmlText.escape(warning.sentence())).append("</p>");
    }
    String advice =
        table.hidden == 0
            ? ""
            : table.hidden
                + (table.hidden == 1 ? " value" : " values")
                + " that may identify a person hidden; showIdentifying() shows "
                + (table.hidden == 1 ? "it" : "them");
    return table.finish(about.toString(), advice);
  }

  /** A data set, such as an item of a sequence. */
  static String of(DataSet set) {
    HeaderTable table = new HeaderTable(false);
    table.rows(set);
    return table.finish("", "");
  }

  private String finish(String about, String advice) {
    String more = left == 0 ? "" : left + " more elements are not shown. ";
    String note = more + advice;
    return Html.STYLE
        + "<div class=\"medimg\">"
        + about
        + "<output class=\"medimg-q\"></output>"
        + "<div></div><div class=\"medimg-s\">"
        + "<table class=\"medimg-t medimg-h\"><thead><tr><th>Tag</th><th>VR</th><th>Name</th><th>Value</th>"
        + "</tr></thead><tbody>"
        + out
        + "</tbody></table></div>"
        + (note.isBlank() ? "" : "<p class=\"medimg-q\">" + note.strip() + "</p>")
        + SEARCH
        + "</div>";
  }

  private void rows(DataSet set) {
    for (Element e : set) {
      if (shown >= MOST) {
        left++;
        continue;
      }
      shown++;
      begin(e.tag(), e.vr().name(), e.name(), e.keyword());
      value(e);
      out.append("</td></tr>");
    }
  }

  private void begin(int tag, String vr, String name, String keyword) {
    out.append("<tr><td class=\"g\">").append(Tag.toString(tag)).append("</td><td>").append(vr);
    out.append("</td><td");
    if (!keyword.isEmpty()) {
      out.append(" title=\"").append(keyword).append('"');
    }
    out.append('>');
    if (!name.isEmpty()) {
      out.append(HtmlText.escape(name));
    } else {
      out.append(Tag.isPrivate(tag) ? "<i>private</i>" : "<i>unknown</i>");
    }
    out.append("</td><td class=\"v\">");
  }

  private void value(Element e) {
    if (e.isIdentifying() && !show && !e.isEmpty()) {
      hidden++;
      out.append("<i>").append(Identifying.HIDDEN).append("</i>");
    } else if (e.vr() == VR.SQ) {
      items(e.items());
    } else if (e.vr() == VR.UI) {
      uids(e.strings());
    } else {
      List<String> values = e.strings();
      out.append(
          values.isEmpty()
              ? HtmlText.escape(e.shown())
              : Html.cut(String.join(", ", values), LONGEST));
    }
  }

  private void uids(List<String> uids) {
    for (int i = 0; i < uids.size(); i++) {
      String name = TransferSyntax.name(uids.get(i));
      out.append(i == 0 ? "" : ", ").append(HtmlText.escape(name));
      if (!name.equals(uids.get(i))) {
        out.append(" <i>").append(HtmlText.escape(uids.get(i))).append("</i>");
      }
    }
  }

  private void items(List<DataSet> items) {
    if (items.isEmpty()) {
      out.append("0 items");
      return;
    }
    out.append("<details><summary>").append(items.size());
    out.append(items.size() == 1 ? " item" : " items").append("</summary>");
    for (int i = 0; i < items.size(); i++) {
      if (items.size() > 1) {
        out.append("<i>item ").append(i + 1).append("</i>");
      }
      out.append("<table class=\"medimg-t\"><tbody>");
      rows(items.get(i));
      out.append("</tbody></table>");
    }
    out.append("</details>");
  }

  private void pixelData(Dicom dicom) {
    try {
      PixelData pixels = dicom.pixelData();
      ImageLayout layout = pixels.layout();
      begin(Tag.PixelData, "", "Pixel Data", "PixelData");
      out.append(pixels.storedBytes()).append(" bytes: ");
      if (layout.frames() > 1) {
        out.append(layout.frames()).append(" frames of ");
      }
      out.append(layout.rows()).append(" x ").append(layout.columns());
      if (layout.samples() > 1) {
        out.append(" x ").append(layout.samples()).append(" samples");
      }
    } catch (DicomException e) {
      begin(Tag.PixelData, "", "Pixel Data", "PixelData");
      out.append("\u26A0 ").append(HtmlText.escape(e.getMessage()));
    }
    out.append("</td></tr>");
  }
}
