/** Who calls and what he may do. Nothing here knows a wire: it decides, and others ask. */
@NullMarked
package io.sluice.node.edge.access;

import org.jspecify.annotations.NullMarked;
