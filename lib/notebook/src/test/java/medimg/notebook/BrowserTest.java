package medimg.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import medimg.Chromium;
import medimg.chart.Gallery;
import medimg.chart.Picture;
import medimg.dicom.Dicom;
import medimg.dicom.TinyDicom;
import medimg.doctor.Doctor;
import medimg.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables and galleries in a real browser, where there is one: the search box, and a place as narrow
 * as a phone.
 */
class BrowserTest {
  @TempDir Path temp;

  @Test
  void typingFiltersTheRowsOfItsOwnTableOnly() throws Exception {
    String html =
        HeaderTable.of(
            Dicom.read(
                TinyDicom.of(
                    "00080060CS=CT", "00101010AS=062Y", "00101030DS=70", "00280010US=512")));
    String dom =
        Chromium.dom(
            """
            <div class="first">%s</div><div class="second">%s</div><pre id="told"></pre><script>
            var told=[];
            function visible(box){return Array.from(box.querySelectorAll('tbody tr'))
              .filter(r=>r.offsetParent!==null).map(r=>r.cells[0].textContent).join(' ')}
            var a=document.querySelector('.first'),b=document.querySelector('.second');
            var i=a.querySelector('input');
            function type(q){i.value=q;i.dispatchEvent(new Event('input'));
              told.push(q+': '+visible(a)+' | '+a.querySelector('output').textContent)}
            told.push('box: '+(i.offsetParent!==null));
            type('512');type('PATIENTAGE');type('nothing');type('');
            told.push('other: '+visible(b));
            document.getElementById('told').textContent=told.join('\\n');
            </script>"""
                .formatted(html, html),
            temp);
    Matcher m = Pattern.compile("<pre id=\"told\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
    assertThat(m.find()).isTrue();
    String all = "(0002,0010) (0008,0060) (0010,1010) (0010,1030) (0028,0010)";
    assertThat(m.group(1).lines())
        .containsExactly(
            "box: true",
            "512: (0028,0010) | 1 of 5",
            "PATIENTAGE: (0010,1010) | 1 of 5",
            "nothing:  | 0 of 5",
            ": " + all + " | ",
            "other: " + all);
  }

  @Test
  void inANarrowPlaceValuesStandBelowTheirNamesAndTablesShowTheirSecondColumn() throws Exception {
    String header = HeaderTable.of(Dicom.read(TinyDicom.of("00080070LO=" + "maker ".repeat(12))));
    String name = "a name of a file that is much longer than a phone is wide, as many are.dcm";
    String table =
        DataTable.of(
            Table.create(
                "t", StringColumn.create("file", name), StringColumn.create("Modality", "CT")));
    String dom =
        Chromium.dom(
            """
            <div style="width:360px">%s</div><div style="width:360px">%s</div>
            <div style="width:900px">%s</div><pre id="told"></pre><script>
            function box(e){return e.getBoundingClientRect()}
            function header(d){var c=d.querySelectorAll('tbody tr')[1].cells,s=box(d);
              return (box(c[3]).top>=box(c[2]).bottom?'below':'beside')+', '
                +(box(c[3]).right<=s.right?'whole':'cut')}
            var d=document.querySelectorAll('body>div');
            document.getElementById('told').textContent=[header(d[0]),
              box(d[1].querySelectorAll('td')[2]).right<=360?'seen':'not seen',
              header(d[2])].join('\\n');
            </script>"""
                .formatted(header, table, header),
            temp);
    Matcher m = Pattern.compile("<pre id=\"told\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
    assertThat(m.find()).isTrue();
    assertThat(m.group(1).lines()).containsExactly("below, whole", "seen", "beside, whole");
  }

  @Test
  void aGalleryWrapsInANarrowPlaceAndNothingIsCut() throws Exception {
    Pixels px = Pixels.of(new float[64 * 64], 64, 64);
    String charts = PageImages.of(Gallery.of("a", px.histogram(4)).with("b", px.histogram(4)));
    Gallery four = Gallery.of("a", px).with("b", px).with("c", px).with("d", px).columns(4);
    String bar = PageImages.of(Picture.of(px).withBar());
    String dom =
        Chromium.dom(
            """
            <div style="width:368px">%s</div><div style="width:368px">%s</div>
            <div style="width:200px">%s</div><div style="width:900px">%s</div>
            <pre id="told"></pre><script>
            function box(e){return e.getBoundingClientRect()}
            function rows(d){var tops=Array.from(d.querySelectorAll('figure')).map(f=>box(f).top);
              return new Set(tops).size+' of '+tops.length}
            function whole(d){return Array.from(d.querySelectorAll('img'))
              .every(i=>box(i).width>0&&box(i).right<=box(d).right+.5)}
            var d=document.querySelectorAll('body>div');
            var b=d[2].querySelectorAll('img');
            document.getElementById('told').textContent=
              Array.from(d).map(e=>rows(e)+' '+whole(e)).join('\\n')
              +'\\n'+(Math.abs(box(b[0]).height-box(b[1]).height)<=1);
            </script>"""
                .formatted(charts, PageImages.of(four), bar, PageImages.of(four)),
            temp);
    Matcher m = Pattern.compile("<pre id=\"told\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
    assertThat(m.find()).isTrue();
    assertThat(m.group(1).lines())
        .containsExactly("2 of 2 true", "2 of 4 true", "1 of 1 true", "1 of 4 true", "true");
  }

  @Test
  void theDoctorsWordsFitANarrowPlaceFoldedAndOpen() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("files"));
    Files.createFile(folder.resolve("empty" + "-with-a-long-name".repeat(8) + ".dcm"));
    byte[] report = TinyDicom.of("00080060CS=SR", "0020000EUI=2.25.1", "00100020LO=1");
    Files.write(folder.resolve("report.dcm"), report);
    String html = Doctor.of(folder).summaryHtml();
    String dom =
        Chromium.dom(
            """
            <div style="width:368px">%s</div><div style="width:668px">%s</div>
            <pre id="told"></pre><script>
            var told=[];
            function fits(d){return d.scrollWidth<=d.clientWidth+1}
            document.querySelectorAll('body>div').forEach(function(d){
              var all=d.querySelectorAll('details');
              told.push(all.length>3, all[0].querySelector('li').checkVisibility(), fits(d));
              all.forEach(x=>x.open=true);
              told.push(all[0].querySelector('li').checkVisibility(), fits(d))});
            document.getElementById('told').textContent=told.join(' ');
            </script>"""
                .formatted(html, html),
            temp);
    Matcher m = Pattern.compile("<pre id=\"told\">(.*?)</pre>", Pattern.DOTALL).matcher(dom);
    assertThat(m.find()).isTrue();
    assertThat(m.group(1)).isEqualTo("true false true true true true false true true true");
  }
}
