/** Tests of the rules of queues at the edge, against a cluster in memory. */
@NullMarked
package io.sluice.node.edge.queue;

import org.jspecify.annotations.NullMarked;
