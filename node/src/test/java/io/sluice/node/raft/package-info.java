/** Tests of the adapter to Ratis; most run three real servers on loopback. */
@NullMarked
package io.sluice.node.raft;

import org.jspecify.annotations.NullMarked;
