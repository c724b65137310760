/** Tests of what every call has. */
@NullMarked
package io.sluice.node.edge.call;

import org.jspecify.annotations.NullMarked;
