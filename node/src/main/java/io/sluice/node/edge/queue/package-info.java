/** Queues as users see them: requests checked by the rules of Amazon SQS, commands sent, replies told. */
@NullMarked
package io.sluice.node.edge.queue;

import org.jspecify.annotations.NullMarked;
