/**
 * Long work: in parallel, with a bar that tells how far it is.
 *
 * <p>Main types: {@link medimg.work.Parallel} and {@link medimg.work.Progress}. Imports nothing but
 * the JDK.
 */
package medimg.work;
