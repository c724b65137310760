/** Rows of queues. */
@NullMarked
package io.sluice.node.state.queue;

import org.jspecify.annotations.NullMarked;
