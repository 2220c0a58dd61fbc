/**
 * Pictures and charts for a page: how pixels and histograms look.
 *
 * <p>Main types: {@link medimg.chart.Picture}, {@link medimg.chart.Gallery}, {@link
 * medimg.chart.Charts}. Knows pixels, tables, evaluations and what a training tells of itself;
 * imports no kernel and nothing that needs DJL.
 */
package medimg.chart;
