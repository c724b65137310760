/** The rules of queues, as Amazon SQS has them. */
@NullMarked
package io.sluice.node.machine.queue;

import org.jspecify.annotations.NullMarked;
