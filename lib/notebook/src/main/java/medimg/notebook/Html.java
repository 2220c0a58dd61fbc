package medimg.notebook;

import medimg.text.HtmlText;

/** Pieces of HTML that look right in a light and a dark page, with styles stripped and without. */
final class Html {
  /**
   * The style of every table. Borders and stripes are half transparent grey, so that they suit any
   * background; the names are specific enough to win over those of JupyterLab.
   *
   * <p>A table that is wider than its place scrolls below a shadow at the edge where more is: two
   * covers of the page's colour move with the content and lay the shadows open. In a narrow place a
   * header ({@code medimg-h}) puts each value below its name.
   */
  static final String STYLE =
      """
      <style>
      .medimg{--page:var(--jp-layout-color0,var(--vscode-editor-background,Canvas));color:inherit;\
      font-size:13px;line-height:1.35;max-width:100%;container-type:inline-size}
      .medimg .medimg-s{overflow:auto;max-height:34em;border:1px solid rgba(128,128,128,.35);\
      border-radius:4px;display:inline-block;max-width:100%;box-sizing:border-box;\
      background:linear-gradient(90deg,var(--page) 40%,transparent) 0/36px 100% no-repeat local,\
      linear-gradient(270deg,var(--page) 40%,transparent) 100%/36px 100% no-repeat local,\
      linear-gradient(90deg,rgba(128,128,128,.5),transparent) 0/12px 100% no-repeat,\
      linear-gradient(270deg,rgba(128,128,128,.5),transparent) 100%/12px 100% no-repeat}
      .medimg .medimg-s::-webkit-scrollbar{width:9px;height:9px}
      .medimg .medimg-s::-webkit-scrollbar-track{background:var(--page)}
      .medimg .medimg-s::-webkit-scrollbar-thumb{background:rgba(128,128,128,.55);border-radius:5px}
      @supports not selector(::-webkit-scrollbar){.medimg .medimg-s{scrollbar-width:thin}}
      .medimg .medimg-t{border-collapse:collapse;border:0;margin:0;font-size:inherit;color:inherit;\
      font-variant-numeric:tabular-nums}
      .medimg .medimg-t th,.medimg .medimg-t td{text-align:left;vertical-align:top;padding:3px 10px;\
      border:0;max-width:38em;white-space:normal;overflow-wrap:break-word;background:none}
      .medimg .medimg-t thead th{position:sticky;top:0;font-weight:600;white-space:nowrap;z-index:1;\
      background:var(--page);box-shadow:inset 0 -1px rgba(128,128,128,.5)}
      .medimg .medimg-t tbody tr{background:none}
      .medimg .medimg-t tbody tr:nth-child(even){background:rgba(128,128,128,.09)}
      .medimg .medimg-t .n{text-align:right;white-space:nowrap}
      .medimg .medimg-t .v{overflow-wrap:anywhere;min-width:9em}
      .medimg .medimg-w td{white-space:nowrap}
      .medimg .medimg-w .l{white-space:normal;min-width:22em}
      .medimg .medimg-w .f{max-width:clamp(10em,44cqi,26em);overflow:hidden;text-overflow:ellipsis}
      .medimg .medimg-t .g{font-family:var(--jp-code-font-family,monospace);font-size:12px;\
      white-space:nowrap}
      .medimg .medimg-t .e{background:repeating-linear-gradient(135deg,transparent 0 5px,\
      rgba(128,128,128,.16) 5px 6px)}
      .medimg .medimg-t i,.medimg .medimg-q{opacity:.68}
      .medimg .medimg-t summary{cursor:pointer}
      .medimg .medimg-t .medimg-t{margin:2px 0 6px}
      .medimg input{font:inherit;color:inherit;background:transparent;width:17em;max-width:100%;\
      padding:2px 6px;border:1px solid rgba(128,128,128,.6);border-radius:4px;margin:4px 8px 4px 0;\
      box-sizing:border-box}
      .medimg p{margin:2px 0;overflow-wrap:anywhere}
      @container (max-width:540px){
      .medimg .medimg-w .l{min-width:12em}
      .medimg .medimg-h thead{display:none}
      .medimg .medimg-h,.medimg .medimg-h table,.medimg .medimg-h tbody{display:block}
      .medimg .medimg-h tr{display:grid;grid-template-columns:1fr auto auto;padding:4px 8px;\
      gap:1px 8px}
      .medimg .medimg-h td{padding:0}
      .medimg .medimg-h td:nth-child(-n+2){order:1;font-size:11px;opacity:.68}
      .medimg .medimg-h td:nth-child(3){font-weight:600}
      .medimg .medimg-h .v{order:2;grid-column:1/-1;min-width:0}}
      @media print{.medimg .medimg-s{max-height:none}}
      </style>""";

  private Html() {}

  /** Text of at most a length, cut with an ellipsis that hovering completes. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return HtmlText.escape(text);
    }
    String full = text.length() <= 2000 ? text : text.substring(0, 1999) + "\u2026";
    return "<span title=\""
        + HtmlText.escape(full)
        + "\">"
        + HtmlText.escape(text.substring(0, most - 1))
        + "\u2026</span>";
  }
}
