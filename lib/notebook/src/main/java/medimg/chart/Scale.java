package medimg.chart;

/** How the heights of a chart grow with the numbers that they show. */
public enum Scale {
  /** Twice the pixels, twice the height. */
  LINEAR,

  /** Ten times the pixels, one step higher: rare values are seen beside frequent ones. */
  LOGARITHMIC
}
