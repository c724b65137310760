/** Consumers: they take messages from a queue, hand them to a handler, and settle them. */
@NullMarked
package io.sluice.client.consumer;

import org.jspecify.annotations.NullMarked;
