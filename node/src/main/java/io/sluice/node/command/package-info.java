/** The vocabulary of the log: what a tablet can be asked to change or to tell, and what it answers. */
@NullMarked
package io.sluice.node.command;

import org.jspecify.annotations.NullMarked;
