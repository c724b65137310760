/** Tests of access keys at the edge. */
@NullMarked
package io.sluice.node.edge.keys;

import org.jspecify.annotations.NullMarked;
