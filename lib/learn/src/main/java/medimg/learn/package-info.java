/**
 * Small classifiers on small features, for lessons on judging: each trains in milliseconds, so that
 * an effect is measured over hundreds of repeats; and the card that tells what a model is worth.
 *
 * <p>Main types: {@link medimg.learn.Features}, {@link medimg.learn.Classifier}, {@link
 * medimg.learn.Leak}, {@link medimg.learn.ModelCard}. The classifiers are ours, some sixty lines
 * each on primitive arrays, since a library of machine learning would be many megabytes for two
 * textbook methods; networks that learn from whole films are in {@link medimg.net}. Knows {@code
 * medimg.table} and {@code medimg.eval}; imports no chart or notebook.
 */
package medimg.learn;
