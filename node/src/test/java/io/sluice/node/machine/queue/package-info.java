/** Tests of the rules of queues that no script can tell. */
@NullMarked
package io.sluice.node.machine.queue;

import org.jspecify.annotations.NullMarked;
