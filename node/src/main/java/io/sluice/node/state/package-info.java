/** The vocabulary of the disk: typed tables, their keys and rows, and the two ways to reach them. */
@NullMarked
package io.sluice.node.state;

import org.jspecify.annotations.NullMarked;
