/**
 * The benchmark: it loads a queue, verifies what it measures, and measures from the time a message
 * should have been sent.
 */
@NullMarked
package io.sluice.client.bench;

import org.jspecify.annotations.NullMarked;
