/** Tests of who may do what. */
@NullMarked
package io.sluice.node.edge.access;

import org.jspecify.annotations.NullMarked;
