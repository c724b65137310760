/** Rules of the state that no machine is needed for. */
@NullMarked
package io.sluice.node.state;

import org.jspecify.annotations.NullMarked;
