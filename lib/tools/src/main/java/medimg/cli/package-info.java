/**
 * The command line: {@code ./run inspect} and its siblings.
 *
 * <p>Main type: {@link medimg.cli.Main}. Uses the other packages, but never {@code
 * medimg.notebook}.
 */
package medimg.cli;
