/**
 * Pictures and charts for a page: how pixels and histograms look.
 *
 * <p>Main types: {@link medimg.chart.Picture}, {@link medimg.chart.Gallery}, {@link
 * medimg.chart.Charts}. Knows pixels, tables and evaluations; imports no kernel.
 */
package medimg.chart;
