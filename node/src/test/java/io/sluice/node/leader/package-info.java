/** The duties of a leader, upon machines in memory. */
@NullMarked
package io.sluice.node.leader;

import org.jspecify.annotations.NullMarked;
