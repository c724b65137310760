/** The top floor: reads the configuration and puts a node together from the floors below. */
@NullMarked
package io.sluice.node.app;

import org.jspecify.annotations.NullMarked;
