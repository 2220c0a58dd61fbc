/**
 * Long work: in parallel, with a bar that tells how far it is, drawn while it goes on.
 *
 * <p>Main types: {@link medimg.work.Parallel}, {@link medimg.work.Progress} and {@link
 * medimg.work.Live}. Imports nothing but the JDK.
 */
package medimg.work;
