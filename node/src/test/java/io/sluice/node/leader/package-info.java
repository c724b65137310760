/** Tests of what only a leader does. */
@NullMarked
package io.sluice.node.leader;

import org.jspecify.annotations.NullMarked;
