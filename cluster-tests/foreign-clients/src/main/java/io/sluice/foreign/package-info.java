/** Small programs upon foreign libraries: each sends, receives, and counts at the end what was lost. */
@NullMarked
package io.sluice.foreign;

import org.jspecify.annotations.NullMarked;
