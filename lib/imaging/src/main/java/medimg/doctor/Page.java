package medimg.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import medimg.text.HtmlText;

/** The doctor's words as HTML: no script, folding by details, right in light and dark. */
final class Page {
  /** Files of a case shown before the rest is folded. */
  private static final int FIRST_FILES = 4;

  private static final int MOST_FILES = 400;

  /** Cases of a finding shown before the rest is folded. */
  private static final int FIRST_CASES = 6;

  private static final int MOST_CASES = 300;

  /** Series shown before the rest is folded. */
  private static final int FIRST_SERIES = 12;

  private static final int MOST_SERIES = 500;

  /** Within another page, which must stay small, so many files, cases and series at most. */
  private static final int MOST_IN_PART = 24;

  private static final String STYLE =
      """
      <style>
      .medimg-d{font:14px/1.45 system-ui,sans-serif;color:inherit;overflow-wrap:anywhere;\
      --line:rgba(128,128,128,.32);--soft:rgba(128,128,128,.1);--fault:#b3261e;--doubt:#8a5a00;\
      --note:#3a6288}
      @media (prefers-color-scheme:dark){.medimg-d{--fault:#ff9d94;--doubt:#f0bf62;\
      --note:#9cc6ee}}
      [data-jp-theme-light="false"] .medimg-d{--fault:#ff9d94;--doubt:#f0bf62;--note:#9cc6ee}
      [data-jp-theme-light="true"] .medimg-d{--fault:#b3261e;--doubt:#8a5a00;--note:#3a6288}
      .medimg-d p{margin:.3em 0}
      .medimg-d .medimg-c{display:flex;flex-wrap:wrap;gap:6px 20px;margin:.6em 0;padding:0}
      .medimg-d .medimg-c span{white-space:nowrap}
      .medimg-d .medimg-c b{font-size:1.35em;font-weight:600;font-variant-numeric:tabular-nums}
      .medimg-d .medimg-f{border:1px solid var(--line);border-left-width:4px;border-radius:5px;\
      margin:8px 0;padding:7px 12px}
      .medimg-d .medimg-f.fault{border-left-color:var(--fault)}
      .medimg-d .medimg-f.doubt{border-left-color:var(--doubt)}
      .medimg-d .medimg-f.note{border-left-color:var(--note)}
      .medimg-d .medimg-f>summary{font-weight:600}
      .medimg-d .medimg-f>summary i{font-style:normal;font-weight:600}
      .medimg-d .fault i.k{color:var(--fault)} .medimg-d .doubt i.k{color:var(--doubt)}
      .medimg-d .note i.k{color:var(--note)}
      .medimg-d summary{cursor:pointer}
      .medimg-d .q,.medimg-d summary small{opacity:.72;font-weight:400;font-size:.93em}
      .medimg-d ul{margin:.35em 0;padding-left:1.2em}
      .medimg-d li{margin:.15em 0}
      .medimg-d code{font:12.5px/1.4 ui-monospace,monospace;background:var(--soft);\
      border-radius:3px;padding:0 3px;color:inherit}
      .medimg-d .medimg-s{overflow-x:auto;border:1px solid var(--line);border-radius:5px}
      .medimg-d table{border-collapse:collapse;margin:0;font-size:13px;\
      font-variant-numeric:tabular-nums;width:100%}
      .medimg-d th,.medimg-d td{text-align:left;vertical-align:top;padding:4px 10px;border:0;\
      background:none;max-width:16em;overflow-wrap:break-word}
      .medimg-d th{font-weight:600;white-space:nowrap;border-bottom:1px solid var(--line)}
      .medimg-d tbody tr:nth-child(even){background:var(--soft)}
      .medimg-d .n{text-align:right;white-space:nowrap}
      .medimg-d .w{white-space:nowrap}
      .medimg-d h2{font-size:1.15em;margin:1.4em 0 .4em}
      </style>""";

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <title>%s</title>
      <style>:root{color-scheme:light dark}
      body{margin:0 auto;max-width:62em;padding:16px;background:Canvas;color:CanvasText;\
      box-sizing:border-box}
      h1{font:600 1.5em/1.25 system-ui,sans-serif;margin:.3em 0;overflow-wrap:anywhere}</style>
      </head><body>
      """;

  private final Doctor doctor;
  private final StringBuilder out = new StringBuilder(32_768);
  private boolean part;

  Page(Doctor doctor) {
    this.doctor = doctor;
  }

  /** A page of its own; only notes are folded. */
  String whole() {
    Object name = doctor.folder().toAbsolutePath().normalize().getFileName();
    String title = "What is in the folder " + (name == null ? doctor.folder() : name);
    out.append(HEAD.replace("%s", HtmlText.escape(title)));
    out.append("<h1>").append(HtmlText.escape(title)).append("</h1>");
    body(true);
    return out.append("\n</body></html>\n").toString();
  }

  /** A part of another page; all is folded, and long lists are cut. */
  String part() {
    part = true;
    body(false);
    return out.toString();
  }

  private void body(boolean whole) {
    out.append(STYLE).append("\n<div class=\"medimg-d\">");
    counts();
    out.append(whole ? "<h2>Findings</h2>" : "");
    if (doctor.findings().isEmpty()) {
      out.append("<p>Nothing was found that breaks a rule.</p>");
    }
    doctor.findings().forEach(finding -> finding(finding, whole));
    out.append(whole ? "<h2>Series</h2>" : "");
    series(whole);
    out.append("<p class=\"q\">");
    if (!doctor.pixelsExamined()) {
      out.append("Only headers were read: what is wrong with pixels is not here. ");
    }
    out.append("A fault is surely wrong, a doubt wants a look, a note is good to know. ");
    out.append("Patients, studies and series are numbered in the order of their first files, and ");
    out.append("no identifying value is shown; names of files and folders are shown as they are. ");
    out.append("These are rules, and no proof that the rest is sound.</p></div>");
  }

  private int most(int whole) {
    return part ? MOST_IN_PART : whole;
  }

  private void counts() {
    out.append("<div class=\"medimg-c\">");
    doctor
        .counts()
        .forEach(
            (nouns, n) -> {
              String words = Doctor.counted(n, nouns);
              out.append("<span><b>").append(n).append("</b> ");
              out.append(words.substring(words.indexOf(' ') + 1)).append("</span> ");
            });
    out.append("</div><div class=\"medimg-c\">");
    for (Map.Entry<String, Integer> modality : doctor.modalities().entrySet()) {
      out.append("<span>").append(HtmlText.escape(modality.getKey()));
      out.append(" <b>").append(modality.getValue()).append("</b></span> ");
    }
    out.append("</div><p>");
    for (Severity severity : Severity.values()) {
      out.append(severity == Severity.FAULT ? "" : ", ");
      out.append(Doctor.counted(doctor.count(severity), severity.word() + "s"));
    }
    out.append("</p>\n");
  }

  private void finding(Finding finding, boolean whole) {
    Rule rule = finding.rule();
    String word = finding.severity().word();
    boolean open = whole && finding.severity() != Severity.NOTE;
    out.append("<details class=\"medimg-f ").append(word).append('"');
    out.append(open ? " open" : "").append("><summary><i class=\"k\">").append(word);
    out.append("</i> ").append(HtmlText.escape(rule.sentence())).append(" <small>");
    out.append(Doctor.counted(finding.files().size(), "files")).append("</small></summary>");
    out.append("<p>").append(HtmlText.escape(rule.advice()));
    out.append(" <span class=\"q\">(")
        .append(HtmlText.escape(rule.source()))
        .append(")</span></p>");
    List<Finding.Case> cases = finding.cases();
    cases(cases.subList(0, Math.min(FIRST_CASES, cases.size())));
    if (cases.size() > FIRST_CASES) {
      int end = Math.min(most(MOST_CASES), cases.size());
      out.append("<details><summary>").append(cases.size() - FIRST_CASES).append(" more</summary>");
      cases(cases.subList(FIRST_CASES, end));
      if (end < cases.size()) {
        out.append("<p>and ").append(cases.size() - end).append(" that are not listed</p>");
      }
      out.append("</details>");
    }
    out.append("</details>\n");
  }

  private void cases(List<Finding.Case> cases) {
    out.append("<ul>");
    for (Finding.Case c : cases) {
      out.append("<li>").append(HtmlText.escape(c.detail()));
      out.append(c.detail().isEmpty() ? "" : ": ");
      files(c.files());
      out.append("</li>");
    }
    out.append("</ul>");
  }

  private void files(List<String> files) {
    int shown = files.size() <= FIRST_FILES + 1 ? files.size() : FIRST_FILES;
    names(files.subList(0, shown));
    if (shown < files.size()) {
      int end = Math.min(most(MOST_FILES), files.size());
      out.append("<details><summary>").append(files.size() - shown).append(" more</summary>");
      names(files.subList(shown, end));
      if (end < files.size()) {
        out.append(" and ").append(files.size() - end).append(" that are not listed");
      }
      out.append("</details>");
    }
  }

  private void names(List<String> files) {
    for (int i = 0; i < files.size(); i++) {
      out.append(i == 0 ? "" : ", ").append("<code>").append(HtmlText.escape(files.get(i)));
      out.append("</code>");
    }
  }

  private void series(boolean whole) {
    List<Series> series =
        doctor.series().stream().sorted(Comparator.comparing(s -> -s.frames())).toList();
    if (series.isEmpty()) {
      return;
    }
    int first = whole ? Math.min(FIRST_SERIES, series.size()) : 0;
    if (first > 0) {
      table(series.subList(0, first));
    }
    if (first < series.size()) {
      int end = Math.min(most(MOST_SERIES), series.size());
      out.append("<details><summary>");
      out.append(series.size() - first).append(whole ? " more series" : " series");
      out.append("</summary>");
      table(series.subList(first, end));
      if (end < series.size()) {
        out.append("<p>and ").append(series.size() - end).append(" that are not listed</p>");
      }
      out.append("</details>");
    }
  }

  private void table(List<Series> series) {
    out.append("<div class=\"medimg-s\"><table><thead><tr>");
    for (String name : List.of("series", "patient", "modality", "files", "frames")) {
      out.append("<th>").append(name).append("</th>");
    }
    for (String name :
        List.of("body part", "rows x columns", "spacing", "unit", "transfer syntax", "folder")) {
      out.append("<th>").append(name).append("</th>");
    }
    out.append("</tr></thead><tbody>");
    for (Series s : series) {
      out.append("<tr>");
      cell("n", Integer.toString(s.number()));
      cell("n", s.patient());
      cell("w", s.modality());
      cell("n", Integer.toString(s.files()));
      cell("n", Long.toString(s.frames()));
      cell("w", s.bodyPart());
      cell("w", s.size());
      cell("w", s.spacing());
      cell("w", s.unit());
      cell("w", s.syntax());
      cell("w", s.folder());
      out.append("</tr>");
    }
    out.append("</tbody></table></div>");
  }

  private void cell(String style, String text) {
    out.append("<td class=\"")
        .append(style)
        .append("\">")
        .append(HtmlText.escape(text))
        .append("</td>");
  }
}
