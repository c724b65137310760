/** What only a leader does, from leader-ready to step-down. */
@NullMarked
package io.sluice.node.leader;

import org.jspecify.annotations.NullMarked;
