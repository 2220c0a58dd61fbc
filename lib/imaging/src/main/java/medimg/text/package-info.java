/**
 * Values as text, the same in every language of the machine: {@link medimg.text.DecimalText} for
 * numbers, {@link medimg.text.HtmlText} for pages. Imports nothing but the JDK.
 */
package medimg.text;
