/**
 * Networks that learn from films: data set, training, Grad-CAM.
 *
 * <p>Main types: {@link medimg.net.FilmSet}, {@link medimg.net.Network}, {@link
 * medimg.net.Training}, {@link medimg.net.GradCam}, {@link medimg.net.Pointing}. The only package
 * that knows DJL: {@code medimg.learn} and all others work without its jars, which lie in {@code
 * lib/target/learn} and not beside the others. PyTorch is loaded when the first network is made,
 * not before. Imports no chart or notebook.
 */
package medimg.net;
