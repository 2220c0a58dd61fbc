/**
 * What a notebook sees: renderers of the library's values, and the kernels they are registered on.
 *
 * <p>Main types: {@link medimg.notebook.Rendering}, which knows no kernel, and {@link
 * medimg.notebook.Kernel}, one thin adapter for each kernel. The classes of a kernel are linked
 * only by its own adapter, and only when it is there. May import every other package; none imports
 * this one.
 */
package medimg.notebook;
