/** Tests of the process around a node. */
@NullMarked
package io.sluice.node.app;

import org.jspecify.annotations.NullMarked;
