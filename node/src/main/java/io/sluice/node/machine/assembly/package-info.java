/** Puts the rules of all kinds together. */
@NullMarked
package io.sluice.node.machine.assembly;

import org.jspecify.annotations.NullMarked;
