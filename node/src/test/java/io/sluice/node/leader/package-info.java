/** What only a leader does, without a cluster. */
@NullMarked
package io.sluice.node.leader;

import org.jspecify.annotations.NullMarked;
