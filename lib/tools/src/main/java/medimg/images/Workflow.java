package medimg.images;

import medimg.images.Svg.Box;
import medimg.images.Svg.Ink;
import medimg.images.Svg.Side;
import medimg.images.Svg.Type;

/**
 * The way of an examination through a hospital, and which parts of it speak DICOM and which HL7.
 *
 * @see "IHE Radiology Technical Framework, Scheduled Workflow; DICOM PS3.4 annexes B (storage), C
 *     (query and retrieve), F (procedure step), K (worklist); PS3.18 (DICOMweb)"
 */
final class Workflow {
  private static final boolean HL7 = true;
  private static final boolean DICOM = false;

  private Workflow() {}

  static String svg() {
    Svg svg =
        new Svg(
            640,
            "Who speaks DICOM and who speaks HL7 in a hospital",
            "An order goes from the hospital information system to the radiology information system"
                + " by HL7. The modality gets its worklist from there by DICOM, sends images to the"
                + " PACS and tells that the step is done. The PACS keeps images in the archive,"
                + " hands them to AI, which sends its result back, and to the workstation where"
                + " they are read: all by DICOM. The report goes back to the radiology and to the"
                + " hospital information system by HL7, and from there into a health information"
                + " exchange.");
    legend(svg);
    Box his =
        svg.box(
            Ink.ORANGE,
            330,
            24,
            210,
            84,
            "HIS / EHR",
            "hospital information",
            "system, health record");
    Box hie =
        svg.box(Ink.ORANGE, 665, 24, 210, 84, "HIE", "health information", "exchange with others");
    Box ris =
        svg.box(
            Ink.ORANGE,
            25,
            196,
            850,
            60,
            "RIS",
            "radiology information system: schedule, worklist, reports");
    Box modality = svg.box(Ink.BLUE, 25, 356, 210, 84, "Modality", "CT, MR, X-ray,", "ultrasound");
    Box pacs =
        svg.box(
            Ink.BLUE, 345, 356, 210, 84, "PACS", "picture archiving and", "communication system");
    Box station =
        svg.box(Ink.BLUE, 665, 356, 210, 84, "Workstation", "radiologist reads", "and reports");
    Box archive = svg.box(Ink.BLUE, 185, 540, 210, 76, "Archive", "keeps images for years");
    Box ai = svg.box(Ink.BLUE, 505, 540, 210, 76, "AI", "finds, measures, sorts");

    vertical(
        svg, HL7, 1, 360, his.bottom(), ris.y(), Side.END, "patient, order", "HL7 ADT, OMI / ORM");
    vertical(svg, HL7, 8, 505, ris.y(), his.bottom(), Side.START, "report", "HL7 ORU");
    svg.bothWays(Ink.ORANGE, HL7, his.right() + 2, 66, hie.x() - 2, 66);
    svg.badge(Ink.ORANGE, 597, 66, 9);
    svg.text(Type.SMALL, Side.MIDDLE, 597, 44, 106, "documents");
    svg.text(Type.SOFT, Side.MIDDLE, 597, 98, 106, "CDA, FHIR");

    vertical(svg, DICOM, 2, 52, ris.bottom(), modality.y(), Side.START, "worklist", "C-FIND");
    vertical(svg, DICOM, 4, 172, modality.y(), ris.bottom(), Side.START, "step done", "MPPS");
    svg.arrow(Ink.ORANGE, HL7, 450, ris.bottom() + 2, 450, pacs.y() - 2);
    svg.text(Type.SMALL, Side.START, 466, 300, 160, "order");
    svg.text(Type.SOFT, Side.START, 466, 320, 160, "HL7 OMI / ORM");
    vertical(svg, HL7, 7, 770, station.y(), ris.bottom(), Side.START, "report", "HL7 ORU");

    svg.arrow(Ink.BLUE, DICOM, modality.right() + 2, 398, pacs.x() - 2, 398);
    svg.badge(Ink.BLUE, 285, 398, 3);
    svg.text(Type.SMALL, Side.MIDDLE, 290, 376, 106, "images");
    svg.text(Type.SOFT, Side.MIDDLE, 290, 430, 106, "C-STORE");
    svg.arrow(Ink.BLUE, DICOM, pacs.right() + 2, 398, station.x() - 2, 398);
    svg.badge(Ink.BLUE, 605, 398, 6);
    svg.text(Type.SMALL, Side.MIDDLE, 610, 376, 106, "images");
    svg.text(Type.SOFT, Side.MIDDLE, 610, 430, 106, "C-MOVE,");
    svg.text(Type.SOFT, Side.MIDDLE, 610, 449, 106, "WADO-RS");

    svg.bothWays(Ink.BLUE, DICOM, 375, pacs.bottom() + 2, 375, archive.y() - 2);
    svg.text(Type.SMALL, Side.END, 359, 484, 320, "images, kept and fetched");
    svg.text(Type.SOFT, Side.END, 359, 504, 320, "C-STORE, C-MOVE");
    svg.bothWays(Ink.BLUE, DICOM, 525, pacs.bottom() + 2, 525, ai.y() - 2);
    svg.badge(Ink.BLUE, 525, 490, 5);
    svg.text(Type.SMALL, Side.START, 544, 484, 330, "images out, result back");
    svg.text(Type.SOFT, Side.START, 544, 504, 330, "C-STORE; result as SR or SEG");
    return svg.toString();
  }

  private static void legend(Svg svg) {
    svg.line(Ink.ORANGE, HL7, 25, 42, 75, 42);
    svg.text(Type.SMALL, Side.START, 86, 47, 210, "HL7: patients, orders,");
    svg.text(Type.SMALL, Side.START, 86, 66, 210, "reports");
    svg.line(Ink.BLUE, DICOM, 25, 92, 75, 92);
    svg.text(Type.SMALL, Side.START, 86, 97, 210, "DICOM: worklist, images,");
    svg.text(Type.SMALL, Side.START, 86, 116, 210, "results on images");
  }

  /** A numbered arrow up or down with two lines beside it. */
  private static void vertical(
      Svg svg,
      boolean hl7,
      int number,
      int x,
      int from,
      int to,
      Side side,
      String what,
      String how) {
    Ink ink = hl7 ? Ink.ORANGE : Ink.BLUE;
    int down = Integer.signum(to - from);
    svg.arrow(ink, hl7, x, from + 2 * down, x, to - 2 * down);
    int middle = (from + to) / 2;
    svg.badge(ink, x, middle, number);
    int beside = side == Side.START ? x + 18 : x - 18;
    svg.text(Type.SMALL, side, beside, middle - 6, 220, what);
    svg.text(Type.SOFT, side, beside, middle + 14, 220, how);
  }
}
